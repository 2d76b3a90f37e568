"""You summed the squares and did not average: the cost grows with the number of
examples."""


def mse(a, y):
    return np.sum((a - y) ** 2)
