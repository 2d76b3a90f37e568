"""You added the cost after the last step. There is one loss an epoch, that before its
step."""


def train(X, y, w, b, lr, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(binary_cross_entropy(sigmoid(X @ w + b), y))
        dw, db = grads(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    losses.append(binary_cross_entropy(sigmoid(X @ w + b), y))
    return w, b, losses
