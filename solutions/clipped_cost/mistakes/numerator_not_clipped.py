"""You clipped p in the denominator but not in the numerator, so beyond the clip the
numerator does not fit. Use the clipped p in both."""


def binary_cross_entropy_grad(p, y, eps=1e-7):
    q = _clipped(p, eps)
    return (p - y) / (q * (1 - q)) / len(q)
