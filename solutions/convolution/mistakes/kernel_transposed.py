"""Rows and columns of your kernel are exchanged: W[i, j] meets row i and column j of
a window."""

_right = conv_forward


def conv_forward(X, W, b, p, s):
    return _right(X, W.swapaxes(0, 1), b, p, s)
