"""Probabilities and labels are swapped: the logarithm belongs to the probability, and
the label says which logarithm counts."""


def binary_cross_entropy(p, y, eps=1e-7):
    y = _clipped(y, eps)
    return -np.mean(p * np.log(y) + (1 - p) * np.log(1 - y))
