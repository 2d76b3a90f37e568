"""One example is in neither part: a slice that ends at k leaves k to the other."""


def split(X, y, frac, rng):
    order = rng.permutation(len(X))
    k = int(len(X) * frac)
    return X[order[k + 1 :]], y[order[k + 1 :]], X[order[:k]], y[order[:k]]
