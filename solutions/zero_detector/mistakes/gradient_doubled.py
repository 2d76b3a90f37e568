"""Your gradient is twice the right one. The 2 comes from a square, and cross-entropy
has none."""


def _slopes(X, y, p):
    dz = 2 * (p - y) / len(y)
    return X.T @ dz, dz.sum()
