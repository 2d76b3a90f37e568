"""You returned what is to be added to W and b. Return what they are after the step."""


def dense_step(dZ, X, W, b, lr):
    dW, db, dX = dense_backward(dZ, X, W)
    return -lr * dW, -lr * db, dX
