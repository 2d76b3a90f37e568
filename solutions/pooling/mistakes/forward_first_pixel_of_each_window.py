"""You kept the first pixel of each window. Keep the largest."""


def max_pool_forward(X, f, s):
    return X[next(_pixels(X, f, s))].copy()
