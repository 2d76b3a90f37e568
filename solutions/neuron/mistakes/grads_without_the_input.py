"""Every component of your dw equals db. How fast z grows with a weight depends on that
weight's input: the inputs are missing from the average."""


def grads(X, y, w, b):
    z = X @ w + b
    dz = 2 * (np.maximum(0, z) - y) * (z > 0)
    return np.full(X.shape[1], dz.mean()), dz.mean()
