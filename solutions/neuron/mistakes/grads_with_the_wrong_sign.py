"""This is the negative of the gradient. The step turns the sign, not the gradient."""


def grads(X, y, w, b):
    z = X @ w + b
    dz = -2 * (np.maximum(0, z) - y) * (z > 0)
    return X.T @ dz / len(X), dz.mean()
