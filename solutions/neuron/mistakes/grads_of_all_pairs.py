"""Your errors are a table: a column minus a row is every output minus every target.
Subtract each output's own target, both flat."""


def grads(X, y, w, b):
    z = (X @ w + b)[:, None]
    dz = 2 * (np.maximum(0, z) - y) * (z > 0)
    return X.T @ dz.sum(axis=1) / len(X), dz.mean()
