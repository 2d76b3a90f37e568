"""You took the mean for db. A bias is added at every place of every picture: sum. dZ
already carries the 1/m of the cost."""

_right = conv_backward


def conv_backward(dZ, X, W, p, s):
    dX, dW, _ = _right(dZ, X, W, p, s)
    return dX, dW, dZ.mean(axis=(0, 1, 2))
