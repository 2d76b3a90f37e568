"""You took the logarithm after averaging. It is the mean of the logarithms: each
example has a surprise of its own."""


def binary_cross_entropy(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return -np.log(np.mean(y * p + (1 - y) * (1 - p)))
