"""For examples with a negative z, or one of 0, the neuron is silent, and they add 0 to
the gradient. The slope of the cut-off is missing from your chain."""


def grads(X, y, w, b):
    dz = 2 * (np.maximum(0, X @ w + b) - y)
    return X.T @ dz / len(X), dz.mean()
