"""You clipped the probability before you subtracted the label. The clip protects the
logarithm of the cost; the gradient needs none, and a certain, right answer leaves it at
0."""


def _slopes(X, y, p):
    dz = (np.clip(p, 1e-7, 1 - 1e-7) - y) / len(y)
    return X.T @ dz, dz.sum()
