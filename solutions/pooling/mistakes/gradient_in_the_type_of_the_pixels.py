"""Your gradient has the type of the pixels, and where they are whole numbers it cannot hold
fractions. Make an array of floats, of the shape of X."""


def max_pool_backward(dY, X, f, s):
    dX = np.zeros_like(X)
    for e, i, j, q in np.ndindex(dY.shape):
        window = X[e, i * s : i * s + f, j * s : j * s + f, q]
        a, b = divmod(window.argmax(), f)
        dX[e, i * s + a, j * s + b, q] += dY[e, i, j, q]
    return dX


def avg_pool_backward(dY, X, f, s):
    dX = np.zeros_like(X)
    for at in _pixels(X, f, s):
        dX[at] += dY / f**2
    return dX
