"""You answer 1 where the logit is negative. A positive logit means 1."""


def predict(X, layers):
    return np.where(forward(X, layers)[0][:, 0] >= 0, 0, 1)
