"""Your db is an array with one entry. A neuron has one bias, and its gradient is a plain
number too."""


def _slopes(X, y, p):
    dz = (p - y) / len(y)
    return X.T @ dz, dz.sum(keepdims=True)
