"""You subtracted the bias. It is added."""

_right = conv_forward


def conv_forward(X, W, b, p, s):
    return _right(X, W, -b, p, s)
