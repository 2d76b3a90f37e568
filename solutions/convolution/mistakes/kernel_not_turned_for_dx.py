"""Your dX is a convolution of dZ with the kernel as it stands. Seen from a pixel, its
windows lie the other way round: for dX the kernel is turned by 180 degrees."""

_right = conv_backward


def conv_backward(dZ, X, W, p, s):
    dX, _, _ = _right(dZ, X, W[::-1, ::-1], p, s)
    _, dW, db = _right(dZ, X, W, p, s)
    return dX, dW, db
