"""Your db is dZ itself, a row for each example. They all used the same biases, so their
shares must be added up, over the examples."""


def dense_backward(dZ, X, W):
    return X.T @ dZ, dZ.copy(), dZ @ W.T
