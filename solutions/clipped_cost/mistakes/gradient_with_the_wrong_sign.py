"""This is the negative of the gradient: where y is 1 the cost falls as p rises, so the
slope there is below 0. A step goes against it."""


def binary_cross_entropy_grad(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return (y - p) / (p * (1 - p)) / len(p)
