"""You differentiated twice: the slopes are 1/p and 1/(1 - p), without squares."""


def binary_cross_entropy_grad(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return ((1 - y) / (1 - p) ** 2 - y / p**2) / len(p)
