"""Your windows are f - 1 pixels wide. The end of a slice is not part of it: from i * s to
i * s + f are exactly f pixels."""


def max_pool_forward(X, f, s):
    m, h, w, c = X.shape
    H, V = (h - f) // s + 1, (w - f) // s + 1
    Y = np.zeros((m, H, V, c))
    for i in range(H):
        for j in range(V):
            window = X[:, i * s : i * s + f - 1, j * s : j * s + f - 1]
            Y[:, i, j] = window.max(axis=(1, 2), initial=-np.inf)
    return Y
