"""b moved by the whole of db, without lr, while W is right. The same learning rate
counts for both."""


def dense_step(dZ, X, W, b, lr):
    dW, db, dX = dense_backward(dZ, X, W)
    return W - lr * dW, b - db, dX
