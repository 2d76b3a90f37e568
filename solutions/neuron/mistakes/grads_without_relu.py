"""You used z as the output, as if the neuron were never cut off at zero: nothing in
your gradient knows that silent examples add 0."""


def grads(X, y, w, b):
    dz = 2 * (X @ w + b - y)
    return X.T @ dz / len(X), dz.mean()
