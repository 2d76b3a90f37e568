"""You let the gradient of an example through whose z is exactly 0. Both conventions
exist; this kata's slope is 0 there."""


def grads(X, y, w, b):
    z = X @ w + b
    dz = 2 * (np.maximum(0, z) - y) * (z >= 0)
    return X.T @ dz / len(X), dz.mean()
