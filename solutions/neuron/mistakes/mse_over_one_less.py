"""You divided by one less than the number of examples, as the variance of a sample
does. This is a plain mean: divide by their number."""


def mse(a, y):
    return np.sum((a - y) ** 2) / (len(y) - 1)
