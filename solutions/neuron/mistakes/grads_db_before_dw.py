"""Your two gradients are in the other order: dw comes first, then db."""


def grads(X, y, w, b):
    z = X @ w + b
    dz = 2 * (np.maximum(0, z) - y) * (z > 0)
    return dz.mean(), X.T @ dz / len(X)
