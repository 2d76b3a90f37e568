"""One window, and one pixel, at a time."""


def _windows(X, f, s):
    m, h, w, c = X.shape
    for e in range(m):
        for i, top in enumerate(range(0, h - f + 1, s)):
            for j, left in enumerate(range(0, w - f + 1, s)):
                for q in range(c):
                    yield (e, i, j, q), top, left


def _size(X, f, s):
    m, h, w, c = X.shape
    return m, len(range(0, h - f + 1, s)), len(range(0, w - f + 1, s)), c


def max_pool_forward(X, f, s):
    Y = np.full(_size(X, f, s), -np.inf)
    for at, top, left in _windows(X, f, s):
        for a in range(f):
            for b in range(f):
                Y[at] = max(Y[at], X[at[0], top + a, left + b, at[3]])
    return Y


def max_pool_backward(dY, X, f, s):
    dX = np.zeros(X.shape)
    for at, top, left in _windows(X, f, s):
        best = top, left
        for a in range(top, top + f):
            for b in range(left, left + f):
                if X[at[0], a, b, at[3]] > X[at[0], best[0], best[1], at[3]]:
                    best = a, b
        dX[at[0], best[0], best[1], at[3]] += dY[at]
    return dX


def avg_pool_forward(X, f, s):
    Y = np.zeros(_size(X, f, s))
    for at, top, left in _windows(X, f, s):
        for a in range(f):
            for b in range(f):
                Y[at] += X[at[0], top + a, left + b, at[3]]
        Y[at] /= f * f
    return Y


def avg_pool_backward(dY, X, f, s):
    dX = np.zeros(X.shape)
    for at, top, left in _windows(X, f, s):
        for a in range(f):
            for b in range(f):
                dX[at[0], top + a, left + b, at[3]] += dY[at] / (f * f)
    return dX
