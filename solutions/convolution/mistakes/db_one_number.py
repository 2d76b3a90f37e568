"""Your db is one number for all kernels. Sum over pictures and places, not over the
kernels."""

_right = conv_backward


def conv_backward(dZ, X, W, p, s):
    dX, dW, _ = _right(dZ, X, W, p, s)
    return dX, dW, dZ.sum()
