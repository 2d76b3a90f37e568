"""Your gate asks whether the target is positive. It is the ReLU's slope: 1 where z is
positive, whatever the target."""


def grads(X, y, w, b):
    dz = 2 * (np.maximum(0, X @ w + b) - y) * (y > 0)
    return X.T @ dz / len(X), dz.mean()
