"""Your dW comes from the first picture alone: you return inside the loop. Add up over
all pictures."""

_right = conv_backward


def conv_backward(dZ, X, W, p, s):
    dX, _, db = _right(dZ, X, W, p, s)
    return dX, _right(dZ[:1], X[:1], W, p, s)[1], db
