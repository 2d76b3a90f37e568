"""Your windows are in the right number but begin one pixel apart, whatever the stride:
window i begins at row i times s."""


def max_pool_forward(X, f, s):
    m, h, w, c = X.shape
    H, V = (h - f) // s + 1, (w - f) // s + 1
    Y = np.zeros((m, H, V, c))
    for i in range(H):
        for j in range(V):
            Y[:, i, j] = X[:, i : i + f, j : j + f].max(axis=(1, 2))
    return Y


def avg_pool_forward(X, f, s):
    m, h, w, c = X.shape
    H, V = (h - f) // s + 1, (w - f) // s + 1
    Y = np.zeros((m, H, V, c))
    for i in range(H):
        for j in range(V):
            Y[:, i, j] = X[:, i : i + f, j : j + f].mean(axis=(1, 2))
    return Y
