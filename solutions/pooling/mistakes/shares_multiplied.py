"""You multiplied by the number of pixels. Each pixel has one share of f times f."""


def avg_pool_backward(dY, X, f, s):
    dX = np.zeros(X.shape)
    for at in _pixels(X, f, s):
        dX[at] += dY * f**2
    return dX
