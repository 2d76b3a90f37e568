"""You answer 1 where the probability is low. A high probability means 1."""


def predict(X, P):
    A2, _ = forward(X, P)
    return np.where(A2[:, 0] >= 0.5, 0, 1)
