"""A bracket is missing: you divided by p and then multiplied by 1 - p. Both belong in
the denominator."""


def binary_cross_entropy_grad(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return (p - y) / p * (1 - p) / len(p)
