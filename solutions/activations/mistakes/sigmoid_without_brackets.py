"""Brackets are missing: `1 / 1 + exp(-z)` is 1 plus exp(-z), since division comes
before addition."""


def sigmoid(z):
    return 1 / 1 + np.exp(-np.asarray(z, dtype=float))
