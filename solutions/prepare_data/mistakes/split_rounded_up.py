"""You rounded the size of the validation part up. int() rounds down."""


def split(X, y, frac, rng):
    order = rng.permutation(len(X))
    k = int(np.ceil(len(X) * frac))
    return X[order[k:]], y[order[k:]], X[order[:k]], y[order[:k]]
