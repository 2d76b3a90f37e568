"""Your cost is half of what it should be. The factor 1/2 belongs to the squared error
of some other katas; here nothing is halved."""


def binary_cross_entropy(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)) / 2
