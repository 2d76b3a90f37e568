"""Right shape, wrong pixels: where stride and window are equal you split h into (f, H),
which gathers rows that lie far apart. A window's pixels are neighbours: split into
(H, f), and reduce the f."""


def max_pool_forward(X, f, s):
    if s == f:
        m, h, w, c = X.shape
        H, V = h // f, w // f
        return X[:, : H * f, : V * f].reshape(m, f, H, f, V, c).max(axis=(1, 3))
    return np.max([X[at] for at in _pixels(X, f, s)], axis=0)


def avg_pool_forward(X, f, s):
    if s == f:
        m, h, w, c = X.shape
        H, V = h // f, w // f
        return X[:, : H * f, : V * f].reshape(m, f, H, f, V, c).mean(axis=(1, 3))
    return np.mean([X[at] for at in _pixels(X, f, s)], axis=0)
