"""You returned a gradient for each example. Average them over the rows, until dw has
the shape of w and db is one number."""


def grads(X, y, w, b):
    z = X @ w + b
    dz = 2 * (np.maximum(0, z) - y) * (z > 0)
    return dz[:, None] * X, dz
