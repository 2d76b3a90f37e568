"""You subtracted the whole gradient. Multiply it by lr first."""


def dense_step(dZ, X, W, b, lr):
    dW, db, dX = dense_backward(dZ, X, W)
    return W - dW, b - db, dX
