"""You divided by the number of examples with y = 1. The mean is over all m examples,
the negative ones included."""


def binary_cross_entropy(p, y, eps=1e-7):
    p = _clipped(p, eps)
    total = np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))
    return -total / max(np.sum(y), 1)
