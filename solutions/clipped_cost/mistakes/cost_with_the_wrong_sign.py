"""The logarithm of a probability is negative, and a cost must fall as the network
improves: the minus sign in front is missing."""


def binary_cross_entropy(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
