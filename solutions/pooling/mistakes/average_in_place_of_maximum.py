"""This is average pooling: you took the mean of each window. Here its largest pixel is
asked for."""


def max_pool_forward(X, f, s):
    m, h, w, c = X.shape
    H, V = (h - f) // s + 1, (w - f) // s + 1
    Y = np.zeros((m, H, V, c))
    for i in range(H):
        for j in range(V):
            Y[:, i, j] = X[:, i * s : i * s + f, j * s : j * s + f].mean(axis=(1, 2))
    return Y
