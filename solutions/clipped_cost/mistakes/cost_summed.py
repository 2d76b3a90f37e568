"""You summed over the batch and did not average: the cost grows with the number of
examples."""


def binary_cross_entropy(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))
