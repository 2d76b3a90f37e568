"""All your gradients are divided by the number of pictures. dZ already carries the
1/m of the cost."""

_right = conv_backward


def conv_backward(dZ, X, W, p, s):
    dX, dW, db = _right(dZ, X, W, p, s)
    return dX / len(X), dW / len(X), db / len(X)
