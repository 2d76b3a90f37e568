"""Your gradient is exactly half of the right one: the derivative of a square has a
factor of 2. Both forms exist; this kata's cost is the plain mean of the squares."""


def grads(X, y, w, b):
    z = X @ w + b
    dz = (np.maximum(0, z) - y) * (z > 0)
    return X.T @ dz / len(X), dz.mean()
