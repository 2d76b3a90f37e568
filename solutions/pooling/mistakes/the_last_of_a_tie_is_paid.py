"""In a tie you paid the last of the largest pixels. Both forms exist; in this kata the first
one, row by row, gets it all."""


def max_pool_backward(dY, X, f, s):
    dX = np.zeros(X.shape)
    for e, i, j, q in np.ndindex(dY.shape):
        window = X[e, i * s : i * s + f, j * s : j * s + f, q]
        a, b = np.argwhere(window == window.max())[-1]
        dX[e, i * s + a, j * s + b, q] += dY[e, i, j, q]
    return dX
