"""You paid the first pixel of each window. The largest one made the output."""


def max_pool_backward(dY, X, f, s, Y=None):
    dX = np.zeros(X.shape, dY.dtype)
    dX[next(_pixels(X, f, s))] += dY
    return dX
