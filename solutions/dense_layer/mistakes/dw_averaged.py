"""Your dW is exactly m times too small, while db is right. dZ already carries the 1/m
of the cost: sum over the batch, do not average."""


def dense_backward(dZ, X, W):
    return X.T @ dZ / len(X), dZ.sum(axis=0), dZ @ W.T
