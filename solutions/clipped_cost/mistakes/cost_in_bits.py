"""You took the logarithm to base 2, which counts bits. This kata counts nats: use
np.log."""


def binary_cross_entropy(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return -np.mean(y * np.log2(p) + (1 - y) * np.log2(1 - p))
