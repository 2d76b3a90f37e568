"""The first example is left out of your sum. Python counts from 0: range(1, m) begins
with the second."""


def mse(a, y):
    return np.sum((np.ravel(a)[1:] - np.ravel(y)[1:]) ** 2) / np.size(a)
