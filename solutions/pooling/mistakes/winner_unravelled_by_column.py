"""You swapped row and column of the winner: in a window laid out row by row, pixel number n
is in row n // f and column n % f."""


def max_pool_backward(dY, X, f, s):
    dX = np.zeros(X.shape)
    for e, i, j, q in np.ndindex(dY.shape):
        window = X[e, i * s : i * s + f, j * s : j * s + f, q]
        b, a = divmod(window.argmax(), f)
        dX[e, i * s + a, j * s + b, q] += dY[e, i, j, q]
    return dX
