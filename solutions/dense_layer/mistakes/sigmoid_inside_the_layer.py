"""All values lie between 0 and 1: you applied the sigmoid. The layer of this kata
returns Z itself; the activation is a step of its own, after it."""


def dense_forward(X, W, b):
    return 1 / (1 + np.exp(-(X @ W + b)))
