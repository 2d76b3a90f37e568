"""You divided dw by the number of all pixels of all examples. The mean is over the
examples only."""


def _slopes(X, y, p):
    return X.T @ (p - y) / X.size, (p - y).mean()
