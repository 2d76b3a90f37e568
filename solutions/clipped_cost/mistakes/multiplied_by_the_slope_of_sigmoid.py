"""You multiplied by p (1 - p). The slope of the logarithms has it in the denominator:
divide."""


def binary_cross_entropy_grad(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return (p - y) * (p * (1 - p)) / len(p)
