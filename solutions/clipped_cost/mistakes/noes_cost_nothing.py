"""Examples with y = 0 cost nothing in your sum: the part (1 - y) log(1 - p) is
missing."""


def binary_cross_entropy(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return -np.mean(y * np.log(p))
