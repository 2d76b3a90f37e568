"""Your db has one entry for each example: you summed over the units. Each unit has one
bias, so sum over the examples, axis 0."""


def dense_backward(dZ, X, W):
    return X.T @ dZ, dZ.sum(axis=1), dZ @ W.T
