"""Your db has one value for each example. Average them: the neuron has one bias."""


def grads(X, y, w, b):
    z = X @ w + b
    dz = 2 * (np.maximum(0, z) - y) * (z > 0)
    return X.T @ dz / len(X), dz
