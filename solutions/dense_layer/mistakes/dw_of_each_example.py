"""Your dW has a matrix for each example. They all used the same W, so add the matrices
up, over the examples."""


def dense_backward(dZ, X, W):
    return np.einsum("mj,mk->mjk", X, dZ), dZ.sum(axis=0), dZ @ W.T
