"""Your neuron fires with ReLU and pays the squared error. The one of this kata has a
sigmoid and pays cross-entropy: see the lesson for what happens to the other."""


def grads(X, y, w, b):
    z = X @ w + b
    dz = 2 * (np.maximum(z, 0) - y) * (z > 0) / len(y)
    return X.T @ dz, dz.sum()
