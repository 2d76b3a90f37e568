"""Only the first picture has an output: you return inside the loop. The return stands
after the loop."""

_right = conv_forward


def conv_forward(X, W, b, p, s):
    Z = _right(X, W, b, p, s)
    Z[1:] = 0
    return Z
