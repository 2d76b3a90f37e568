"""You found the winners in the right windows but put their gradients at i + a: the window
begins at i times s."""


def max_pool_backward(dY, X, f, s):
    dX = np.zeros(X.shape)
    for e, i, j, q in np.ndindex(dY.shape):
        window = X[e, i * s : i * s + f, j * s : j * s + f, q]
        a, b = divmod(window.argmax(), f)
        dX[e, i + a, j + b, q] += dY[e, i, j, q]
    return dX
