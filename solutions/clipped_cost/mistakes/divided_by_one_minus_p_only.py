"""You divided by 1 - p only. The slope of log(p) brings the other half of the
denominator, p."""


def binary_cross_entropy_grad(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return (p - y) / (1 - p) / len(p)
