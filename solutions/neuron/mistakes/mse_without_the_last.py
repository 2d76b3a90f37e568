"""The last example is left out of your sum: range(m) already ends at m - 1."""


def mse(a, y):
    return np.sum((np.ravel(a)[:-1] - np.ravel(y)[:-1]) ** 2) / np.size(a)
