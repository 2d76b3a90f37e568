"""You drew examples with replacement: some come twice, others never. A permutation
has each once."""


def split(X, y, frac, rng):
    order = rng.integers(0, len(X), len(X))
    k = int(len(X) * frac)
    return X[order[k:]], y[order[k:]], X[order[:k]], y[order[:k]]
