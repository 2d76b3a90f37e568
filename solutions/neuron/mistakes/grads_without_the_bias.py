"""The bias is missing from z, so that the outputs, and which of them are cut off, are
not this neuron's."""


def grads(X, y, w, b):
    z = X @ w
    dz = 2 * (np.maximum(0, z) - y) * (z > 0)
    return X.T @ dz / len(X), dz.mean()
