"""In a tie you divided the gradient among the largest pixels. Both forms exist; in this kata
the first of them, row by row, gets it all."""


def max_pool_backward(dY, X, f, s):
    dX = np.zeros(X.shape)
    for e, i, j, q in np.ndindex(dY.shape):
        window = X[e, i * s : i * s + f, j * s : j * s + f, q]
        best = window == window.max()
        dX[e, i * s : i * s + f, j * s : j * s + f, q] += (
            best * dY[e, i, j, q] / best.sum()
        )
    return dX
