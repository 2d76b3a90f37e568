"""All your padding is at the lower and right border: the shape is right, and the picture
has moved. Put p zeros on every side."""


def conv_forward(X, W, b, p, s):
    Xp = np.pad(X, ((0, 0), (0, 2 * p), (0, 2 * p), (0, 0)))
    return _correlated(Xp, W, s) + b
