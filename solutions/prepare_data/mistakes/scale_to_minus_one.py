"""Your pixels run from -1 to 1. Both forms exist; this kata uses 0 to 1."""


def scale(X):
    return X / 127.5 - 1
