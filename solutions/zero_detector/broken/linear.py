"""No sigmoid: a straight line through the labels, by the squared error."""


def predict(X, w, b):
    return np.where(X @ w + b >= 0.5, 1, 0)


def grads(X, y, w, b):
    return _slopes(X, y, X @ w + b)


def train(X, y, w, b, lr, epochs):
    losses = []
    for _ in range(epochs):
        z = X @ w + b
        losses.append(((z - y) ** 2).mean())
        dw, db = _slopes(X, y, z)
        w, b = w - lr * dw, b - lr * db
    return w, b, losses
