"""A fixed learning rate stands where lr should: a caller with another gets your
step."""


def dense_step(dZ, X, W, b, lr):
    dW, db, dX = dense_backward(dZ, X, W)
    return W - 0.01 * dW, b - 0.01 * db, dX
