"""You averaged over those examples only for which the neuron is not silent. The silent
ones count too, with a gradient of 0: divide by the number of all rows."""


def grads(X, y, w, b):
    z = X @ w + b
    dz = 2 * (np.maximum(0, z) - y) * (z > 0)
    awake = max(1, np.count_nonzero(z > 0))
    return X.T @ dz / awake, dz.sum() / awake
