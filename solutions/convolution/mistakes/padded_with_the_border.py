"""You repeated the pixels at the border. Other paddings exist; in this kata it is
zeros."""


def conv_forward(X, W, b, p, s):
    Xp = np.pad(X, ((0, 0), (p, p), (p, p), (0, 0)), mode="edge")
    return _correlated(Xp, W, s) + b
