"""The third value is X after a step. Inputs are not learned: return dX, for the layer
below."""


def dense_step(dZ, X, W, b, lr):
    dW, db, dX = dense_backward(dZ, X, W)
    return W - lr * dW, b - lr * db, X - lr * dX
