"""Your dX is 0 but for the first picture: you return inside the loop. The return
stands after the loop."""

_right = conv_backward


def conv_backward(dZ, X, W, p, s):
    dX, dW, db = _right(dZ, X, W, p, s)
    dX = dX.copy()
    dX[1:] = 0
    return dX, dW, db
