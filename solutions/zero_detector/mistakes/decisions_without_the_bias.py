"""The bias has no part in your decisions. It belongs to the pre-activation."""


def predict(X, w, b):
    return (sigmoid(X @ w) >= 0.5).astype(int)
