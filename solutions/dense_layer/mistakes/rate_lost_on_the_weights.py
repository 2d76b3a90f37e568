"""W moved by the whole of dW, without lr, while b is right. If you gave np.dot or
np.matmul a third argument: that is `out`, which is overwritten and not multiplied."""


def dense_step(dZ, X, W, b, lr):
    dW, db, dX = dense_backward(dZ, X, W)
    return W - dW, b - lr * db, dX
