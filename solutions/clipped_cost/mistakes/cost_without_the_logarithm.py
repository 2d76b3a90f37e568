"""Your cost lies between -1 and 0: it averages the probabilities given to what
happened. The logarithm of each is missing."""


def binary_cross_entropy(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return -np.mean(y * p + (1 - y) * (1 - p))
