"""X stands the wrong way round in the product for dw. You want, for each input, a sum
over the examples: turn X first."""


def grads(X, y, w, b):
    z = X @ w + b
    dz = 2 * (np.maximum(0, z) - y) * (z > 0)
    return X @ dz / len(X), dz.mean()
