"""This is max pooling: you took the largest pixel of each window. Here the mean is
asked for."""


def avg_pool_forward(X, f, s):
    return max_pool_forward(X, f, s)
