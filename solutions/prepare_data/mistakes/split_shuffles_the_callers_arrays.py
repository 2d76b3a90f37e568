"""You shuffled the arrays that you were given, and the caller's data are in another
order now. Draw an order of row numbers, and index with it."""


def split(X, y, frac, rng):
    order = rng.permutation(len(X))
    X[:], y[:] = X[order], y[order]
    k = int(len(X) * frac)
    return X[k:], y[k:], X[:k], y[:k]
