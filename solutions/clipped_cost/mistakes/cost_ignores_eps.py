"""A fixed number stands where eps should: a caller with another eps gets the cost of
yours."""


def binary_cross_entropy(p, y, eps=1e-7):
    p = _clipped(p, 1e-7)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
