"""For a column your cost is an array and not a single number, because the sum ran over
the first axis only. Take the mean over everything."""


def binary_cross_entropy(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p), axis=0)
