"""You summed over the batch and did not average: the gradient grows with the number of
examples."""


def grads(X, y, w, b):
    z = X @ w + b
    dz = 2 * (np.maximum(0, z) - y) * (z > 0)
    return X.T @ dz, dz.sum()
