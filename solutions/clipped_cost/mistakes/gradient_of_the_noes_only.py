"""Examples with y = 1 get no gradient: the slope of -log(p) is missing."""


def binary_cross_entropy_grad(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return (1 - y) / (1 - p) / len(p)
