"""Some examples are in both sets and some in neither: you drew one order for training
and another for validation. Draw one and cut it."""


def split(X, y, frac, rng):
    k = int(len(X) * frac)
    train, aside = rng.permutation(len(X))[k:], rng.permutation(len(X))[:k]
    return X[train], y[train], X[aside], y[aside]
