"""Your Z has the type of the pixels, and where those are whole numbers the fractions
are cut off. Make an array of floats."""

_right = conv_forward


def conv_forward(X, W, b, p, s):
    return _right(X, W, b, p, s).astype(X.dtype)
