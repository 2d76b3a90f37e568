"""You divided by p only. The slope of log(1 - p) brings the other half of the
denominator, 1 - p."""


def binary_cross_entropy_grad(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return (p - y) / p / len(p)
