"""You divided by the number of all entries of X, m times n. The mean is over the m
examples only."""


def grads(X, y, w, b):
    z = X @ w + b
    dz = 2 * (np.maximum(0, z) - y) * (z > 0)
    return X.T @ dz / X.size, dz.sum() / X.size
