"""You took the sigmoid of p, which is a probability already."""


def binary_cross_entropy(p, y, eps=1e-7):
    p = _clipped(1 / (1 + np.exp(-np.asarray(p, dtype=float))), eps)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
