"""Your gradient is half of what it should be. The factor 1/2 belongs to the squared
error of some other katas; here nothing is halved."""


def binary_cross_entropy_grad(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return (p - y) / (p * (1 - p)) / (2 * len(p))
