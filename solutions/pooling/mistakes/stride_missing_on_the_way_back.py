"""Forward you use the stride, on the way back you do not: window i begins at row i times s
there, too."""


def max_pool_backward(dY, X, f, s):
    dX = np.zeros(X.shape)
    for e, i, j, q in np.ndindex(dY.shape):
        window = X[e, i : i + f, j : j + f, q]
        a, b = divmod(window.argmax(), f)
        dX[e, i + a, j + b, q] += dY[e, i, j, q]
    return dX


def avg_pool_backward(dY, X, f, s):
    _, H, V, _ = dY.shape
    dX = np.zeros(X.shape)
    for i in range(H):
        for j in range(V):
            dX[:, i : i + f, j : j + f] += dY[:, i : i + 1, j : j + 1] / f**2
    return dX
