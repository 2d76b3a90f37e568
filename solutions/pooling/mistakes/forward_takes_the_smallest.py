"""You kept the smallest pixel of each window. Keep the largest."""


def max_pool_forward(X, f, s):
    return -_largest(-X[at].astype(float) for at in _pixels(X, f, s))
