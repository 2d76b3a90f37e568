"""Your loop runs one epoch too many. range(n) already has n steps, from 0 to n - 1."""


def train(X, y, w, b, lr, epochs):
    losses = []
    for _ in range(epochs + 1):
        losses.append(binary_cross_entropy(sigmoid(X @ w + b), y))
        dw, db = grads(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b, losses
