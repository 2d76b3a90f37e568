"""Between the two parts stands a minus, so a wrong answer is rewarded where y is 0. Add
them: both logarithms have the same sign."""


def binary_cross_entropy(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return -np.mean(y * np.log(p) - (1 - y) * np.log(1 - p))
