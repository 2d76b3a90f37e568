"""You divided the gradient by lr. Multiply by it: a smaller rate makes a smaller
step."""


def dense_step(dZ, X, W, b, lr):
    dW, db, dX = dense_backward(dZ, X, W)
    return W - dW / lr, b - db / lr, dX
