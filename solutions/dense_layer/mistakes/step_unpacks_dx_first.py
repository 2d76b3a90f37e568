"""You unpacked the gradients in another order than dense_backward returns them: dW,
db, dX."""


def dense_step(dZ, X, W, b, lr):
    dX, dW, db = dense_backward(dZ, X, W)
    return W - lr * dW, b - lr * db, dX
