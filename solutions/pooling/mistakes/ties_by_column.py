"""In a tie you looked for the first pixel column by column. This kata goes row by row: the
upper right pixel comes before the lower left one."""


def max_pool_backward(dY, X, f, s):
    dX = np.zeros(X.shape)
    for e, i, j, q in np.ndindex(dY.shape):
        window = X[e, i * s : i * s + f, j * s : j * s + f, q]
        b, a = np.argwhere((window == window.max()).T)[0]
        dX[e, i * s + a, j * s + b, q] += dY[e, i, j, q]
    return dX
