"""Your gate asks whether the error is positive. It is the ReLU's slope: 1 where z is
positive, whatever the error."""


def grads(X, y, w, b):
    error = np.maximum(0, X @ w + b) - y
    dz = 2 * error * (error > 0)
    return X.T @ dz / len(X), dz.mean()
