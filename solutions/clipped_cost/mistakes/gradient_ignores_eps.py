"""A fixed number stands where eps should: a caller with another eps gets the gradient
at yours."""


def binary_cross_entropy_grad(p, y, eps=1e-7):
    p = _clipped(p, 1e-7)
    return (p - y) / (p * (1 - p)) / len(p)
