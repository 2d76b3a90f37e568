"""You divided by y (1 - y). The denominator holds the probabilities: p (1 - p)."""


def binary_cross_entropy_grad(p, y, eps=1e-7):
    p, t = _clipped(p, eps), _clipped(y, eps)
    return (p - y) / (t * (1 - t)) / len(p)
