"""Your dW belongs to the first example only: you return inside the loop. All examples
have a share."""


def dense_backward(dZ, X, W):
    return np.outer(X[0], dZ[0]), np.sum(dZ, axis=0), dZ @ W.T
