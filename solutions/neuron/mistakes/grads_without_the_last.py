"""The last example is left out of your sums: range(m) already ends at m - 1."""


def grads(X, y, w, b):
    dz = 2 * (np.maximum(0, X @ w + b) - y) * (X @ w + b > 0)
    return X[:-1].T @ dz[:-1] / len(X), dz[:-1].sum() / len(X)
