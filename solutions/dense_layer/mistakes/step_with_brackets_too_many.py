"""Brackets in the wrong place: the gradient is multiplied by lr, and the product is
subtracted."""


def dense_step(dZ, X, W, b, lr):
    dW, db, dX = dense_backward(dZ, X, W)
    return (W - lr) * dW, (b - lr) * db, dX
