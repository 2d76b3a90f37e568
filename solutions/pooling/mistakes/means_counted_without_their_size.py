"""You counted h // s windows. The first one needs no step, and the last one must still fit:
(h - f) // s + 1."""


def avg_pool_forward(X, f, s):
    m, h, w, c = X.shape
    Y = np.zeros((m, h // s, w // s, c))
    for i in range(h // s):
        for j in range(w // s):
            window = X[:, i * s : i * s + f, j * s : j * s + f]
            Y[:, i, j] = window.mean(axis=(1, 2))
    return Y
