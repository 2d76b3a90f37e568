"""You took half of the sum of the squares. Both forms exist; this kata uses their mean,
without a half."""


def mse(a, y):
    return np.sum((a - y) ** 2) / 2
