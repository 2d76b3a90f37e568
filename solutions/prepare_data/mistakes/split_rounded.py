"""You rounded m times frac. Both forms exist; this kata cuts the fraction off, as int
does."""


def split(X, y, frac, rng):
    order = rng.permutation(len(X))
    k = round(len(X) * frac)
    return X[order[k:]], y[order[k:]], X[order[:k]], y[order[:k]]
