"""One product at a time; the step does its own sums."""


def dense_forward(X, W, b):
    m, n_out = X.shape[0], W.shape[1]
    Z = np.empty((m, n_out))
    for i in range(m):
        for k in range(n_out):
            Z[i, k] = sum(x * w for x, w in zip(X[i], W[:, k], strict=True)) + b[k]
    return Z


def dense_backward(dZ, X, W):
    dW, db, dX = np.zeros(W.shape), np.zeros(W.shape[1]), np.zeros(X.shape)
    for i in range(len(X)):
        dW += np.outer(X[i], dZ[i])
        db += dZ[i]
        dX[i] = W @ dZ[i]
    return [dW, db, dX]


def dense_step(dZ, X, W, b, lr):
    new_W, new_b, dX = np.array(W), np.array(b), np.zeros(X.shape)
    for i, (dz, x) in enumerate(zip(dZ, X, strict=True)):
        for k in range(len(b)):
            new_b[k] -= lr * dz[k]
            for j in range(len(x)):
                new_W[j, k] -= lr * dz[k] * x[j]
                dX[i, j] += dz[k] * W[j, k]
    return [new_W, new_b, dX]
