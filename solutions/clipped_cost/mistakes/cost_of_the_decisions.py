"""You rounded the probabilities to 0 or 1. The cost looks at how sure an answer is:
take p as it is."""


def binary_cross_entropy(p, y, eps=1e-7):
    p = _clipped(np.round(p), eps)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
