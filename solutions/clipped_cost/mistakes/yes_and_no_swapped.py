"""You took log(1 - p) where y is 1 and log(p) where y is 0. It is the other way round:
p is the probability of y = 1."""


def binary_cross_entropy(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return -np.mean((1 - y) * np.log(p) + y * np.log(1 - p))
