"""Each weight met dZ at the opposite place of the kernel. If you add slices to dX, weight
(i, j) belongs to the slice that begins at (i, j). If you convolve dZ, turn the kernel by
180 degrees."""

_right = conv_backward


def conv_backward(dZ, X, W, p, s):
    dX, _, _ = _right(dZ, X, W[::-1, ::-1], p, s)
    _, dW, db = _right(dZ, X, W, p, s)
    return dX, dW, db
