"""You looked for one winner among all the channels of a window, and only its channel got a
gradient. Each channel has a winner of its own."""


def max_pool_backward(dY, X, f, s):
    m, H, V, _ = dY.shape
    dX = np.zeros(X.shape)
    for e, i, j in np.ndindex(m, H, V):
        window = X[e, i * s : i * s + f, j * s : j * s + f]
        a, b, q = np.unravel_index(window.argmax(), window.shape)
        dX[e, i * s + a, j * s + b, q] += dY[e, i, j, q]
    return dX
