"""p - y is the gradient of the score before a sigmoid. For p itself it must be divided
by p (1 - p)."""


def binary_cross_entropy_grad(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return (p - y) / len(p)
