"""You divided dw by the number of inputs. The cost is a mean over the examples:
divide by m, the number of rows of X."""


def grads(X, y, w, b):
    z = X @ w + b
    dz = 2 * (np.maximum(0, z) - y) * (z > 0)
    return X.T @ dz / X.shape[1], dz.mean()
