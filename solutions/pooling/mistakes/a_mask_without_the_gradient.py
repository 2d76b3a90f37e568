"""You returned where the maxima are, as ones. Each winner gets its window's entry of dY."""


def max_pool_backward(dY, X, f, s):
    dX = np.zeros(X.shape)
    for e, i, j, q in np.ndindex(dY.shape):
        window = X[e, i * s : i * s + f, j * s : j * s + f, q]
        a, b = divmod(window.argmax(), f)
        dX[e, i * s + a, j * s + b, q] += 1
    return dX
