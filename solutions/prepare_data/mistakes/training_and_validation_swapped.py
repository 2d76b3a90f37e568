"""The two sets are exchanged: frac is the share for validation, and the training set
comes first."""


def split(X, y, frac, rng):
    order = rng.permutation(len(X))
    k = int(len(X) * frac)
    return X[order[:k]], y[order[:k]], X[order[k:]], y[order[k:]]
