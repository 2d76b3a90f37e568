"""The gradients are right, but their order is not: dX came first. Both orders exist;
this kata returns dW, db, dX."""


def dense_backward(dZ, X, W):
    return dZ @ W.T, X.T @ dZ, dZ.sum(axis=0)
