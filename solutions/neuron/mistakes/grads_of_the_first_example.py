"""You looked at the first example only: the `return` may stand inside the loop. All of
them count, and the mean is taken after the last."""


def grads(X, y, w, b):
    z = X @ w + b
    dz = 2 * (np.maximum(0, z) - y) * (z > 0)
    return dz[0] * X[0], dz[0]
