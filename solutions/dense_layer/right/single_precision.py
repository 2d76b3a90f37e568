"""Works in the precision of the weights, whatever the inputs are."""


def dense_forward(X, W, b):
    return np.add(np.matmul(X.astype(W.dtype), W), b, dtype=W.dtype)


def dense_backward(dZ, X, W):
    dZ, X = np.asarray(dZ, W.dtype), np.asarray(X, W.dtype)
    return X.T @ dZ, np.sum(dZ, axis=0, dtype=W.dtype), dZ @ W.T


def dense_step(dZ, X, W, b, lr):
    lr = W.dtype.type(lr)
    dW, db, dX = dense_backward(dZ, X, W)
    return np.subtract(W, np.multiply(lr, dW)), np.subtract(b, np.multiply(lr, db)), dX
