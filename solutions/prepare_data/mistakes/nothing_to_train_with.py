"""If int(m * frac) is 0, then `[:-k]` is `[:0]`: the training set is empty and all
examples are set aside. Count from the front, or cut at m - k."""


def split(X, y, frac, rng):
    order = rng.permutation(len(X))
    k = int(len(X) * frac)
    return X[order[:-k]], y[order[:-k]], X[order[-k:]], y[order[-k:]]
