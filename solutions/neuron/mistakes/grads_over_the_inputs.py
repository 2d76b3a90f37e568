"""You divided by the number of inputs. The mean is over the examples: divide by the
number of rows."""


def grads(X, y, w, b):
    z = X @ w + b
    dz = 2 * (np.maximum(0, z) - y) * (z > 0)
    return X.T @ dz / X.shape[1], dz.sum() / X.shape[1]
