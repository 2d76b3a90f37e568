"""The logarithm is missing: you averaged how far p is from y. The cost is minus the
logarithm of the probability given to what happened."""


def binary_cross_entropy(p, y, eps=1e-7):
    return np.mean(np.abs(p - y))
