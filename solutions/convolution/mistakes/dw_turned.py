"""Your dW is turned by 180 degrees. Forward does not turn the kernel, so its gradient is
not turned either."""

_right = conv_backward


def conv_backward(dZ, X, W, p, s):
    dX, dW, db = _right(dZ, X, W, p, s)
    return dX, dW[::-1, ::-1], db
