"""You summed the pictures. A bias's gradient is the sum of dZ: its input is always
1."""

_right = conv_backward


def conv_backward(dZ, X, W, p, s):
    dX, dW, _ = _right(dZ, X, W, p, s)
    return dX, dW, X.sum(axis=(0, 1, 2))
