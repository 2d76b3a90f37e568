"""Your dX is turned by 180 degrees. It lies as X does."""

_right = conv_backward


def conv_backward(dZ, X, W, p, s):
    dX, dW, db = _right(dZ, X, W, p, s)
    return dX[:, ::-1, ::-1], dW, db
