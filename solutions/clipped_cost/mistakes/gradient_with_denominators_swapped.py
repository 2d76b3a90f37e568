"""You divided by 1 - p where y is 1, and by p where y is 0. The slope of log(p) is 1/p,
and log(p) belongs to y = 1."""


def binary_cross_entropy_grad(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return ((1 - y) / p - y / (1 - p)) / len(p)
