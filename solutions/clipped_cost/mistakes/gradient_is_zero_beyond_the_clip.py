"""Your gradient is 0 where p was clipped, which is the slope of the clipped cost. Both
forms exist; this kata uses the formula at the clipped p, so that a network that is
surely wrong still learns."""


def binary_cross_entropy_grad(p, y, eps=1e-7):
    inside = (p >= eps) & (p <= 1 - eps)
    q = _clipped(p, eps)
    return inside * (q - y) / (q * (1 - q)) / len(q)
