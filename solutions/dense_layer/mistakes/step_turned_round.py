"""You subtracted the weights from the step. The step is subtracted from the
weights."""


def dense_step(dZ, X, W, b, lr):
    dW, db, dX = dense_backward(dZ, X, W)
    return lr * dW - W, lr * db - b, dX
