"""Your step is m times too small. dZ already carries the 1/m of the cost: do not divide
again."""


def dense_step(dZ, X, W, b, lr):
    dW, db, dX = dense_backward(dZ, X, W)
    return W - lr * dW / len(X), b - lr * db / len(X), dX
