"""Your examples are columns. Both forms exist; in this repository an example is a
row, so the result is (m, n) and needs no transpose."""


def flatten(X):
    return X.reshape(len(X), X[0].size).T
