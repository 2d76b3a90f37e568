"""A fixed number stands where eps should: a caller with another eps gets the cost of
yours."""


def nll(P, y, eps=1e-12):
    return -np.log(np.maximum(P[np.arange(len(y)), y], 1e-12)).mean()


def cross_entropy(P, Y, eps=1e-12):
    return -(Y * np.log(np.maximum(P, 1e-12))).sum(axis=1).mean()
