"""You went up the slope. The gradient points to where the cost grows: subtract it."""


def dense_step(dZ, X, W, b, lr):
    dW, db, dX = dense_backward(dZ, X, W)
    return W + lr * dW, b + lr * db, dX
