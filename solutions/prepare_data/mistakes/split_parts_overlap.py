"""The training part still holds the examples of the validation part. Leave them
out."""


def split(X, y, frac, rng):
    order = rng.permutation(len(X))
    k = int(len(X) * frac)
    return X[order], y[order], X[order[:k]], y[order[:k]]
