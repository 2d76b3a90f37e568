"""A bracket is missing: 1 - y has to be multiplied by log(1 - p) as a whole."""


def binary_cross_entropy(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return -np.mean(y * np.log(p) + 1 - y * np.log(1 - p))
