"""This is the gradient of the mean squared error. It fades where the neuron is certain
and wrong; the kata's cost is cross-entropy, and its gradient does not."""


def _slopes(X, y, p):
    dz = 2 * (p - y) * p * (1 - p) / len(y)
    return X.T @ dz, dz.sum()
