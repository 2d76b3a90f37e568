"""You also pooled the windows that stick out over the border, so the result has more rows or
columns. Both forms exist; in this kata only whole windows count."""


def _cut_off(X, f, s, reduce):
    m, h, w, c = X.shape
    H, V = -((f - h) // s) + 1, -((f - w) // s) + 1
    Y = np.zeros((m, H, V, c))
    for i in range(H):
        for j in range(V):
            window = X[:, i * s : i * s + f, j * s : j * s + f]
            Y[:, i, j] = reduce(window, axis=(1, 2)) if window.size else 0
    return Y


def max_pool_forward(X, f, s):
    return _cut_off(X, f, s, np.max)


def avg_pool_forward(X, f, s):
    return _cut_off(X, f, s, np.mean)
