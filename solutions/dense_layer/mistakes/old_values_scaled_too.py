"""The rate multiplied the difference of parameter and gradient. A bracket is misplaced:
only the gradient is multiplied by lr."""


def dense_step(dZ, X, W, b, lr):
    dW, db, dX = dense_backward(dZ, X, W)
    return lr * (W - dW), lr * (b - db), dX
