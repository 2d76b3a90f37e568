"""Your gradients are those of a neuron without bias: it is missing from the
pre-activation."""


def grads(X, y, w, b):
    return _slopes(X, y, sigmoid(X @ w))
