"""You multiplied by b. It is added."""


def dense_forward(X, W, b):
    return X @ W * b
