"""The padding is not used: the pictures have to grow by p zeros on every side first."""


def conv_forward(X, W, b, p, s):
    return _correlated(X, W, s) + b
