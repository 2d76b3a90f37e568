"""You divided by f. A window has f times f pixels, so each gets 1/f² of its gradient."""


def avg_pool_backward(dY, X, f, s):
    dX = np.zeros(X.shape)
    for at in _pixels(X, f, s):
        dX[at] += dY / f
    return dX
