"""Your dX comes from the new weights. The gradient was taken at the old ones: find all
the gradients first, then update."""


def dense_step(dZ, X, W, b, lr):
    dW, db, _ = dense_backward(dZ, X, W)
    W = W - lr * dW
    return W, b - lr * db, dZ @ W.T
