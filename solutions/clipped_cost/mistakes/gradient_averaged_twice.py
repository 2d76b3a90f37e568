"""You divided by m twice. The 1/m of the mean comes in once."""


def binary_cross_entropy_grad(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return (p - y) / (p * (1 - p)) / len(p) ** 2
