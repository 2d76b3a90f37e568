"""You took the logarithm to base 10. This kata counts nats: use np.log."""


def binary_cross_entropy(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return -np.mean(y * np.log10(p) + (1 - y) * np.log10(1 - p))
