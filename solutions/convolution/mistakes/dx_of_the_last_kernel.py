"""Your dX comes from the last kernel alone: each one overwrote those before. Add
up."""

_right = conv_backward


def conv_backward(dZ, X, W, p, s):
    _, dW, db = _right(dZ, X, W, p, s)
    return _right(dZ[..., -1:], X, W[..., -1:], p, s)[0], dW, db
