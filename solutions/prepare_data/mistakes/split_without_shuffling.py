"""You cut without shuffling. Many files are sorted by class, and then the validation
set holds one class only. Draw a random order first."""


def split(X, y, frac, rng):
    k = int(len(X) * frac)
    return X[k:], y[k:], X[:k], y[:k]
