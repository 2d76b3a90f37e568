"""Every answer of yours is 1. It is z that is compared with 0; a probability is
compared with 0.5."""


def predict(X, w, b):
    return (sigmoid(X @ w + b) >= 0).astype(int)
