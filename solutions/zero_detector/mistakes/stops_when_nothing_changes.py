"""You stopped when the cost hardly changed. Here every epoch is run, and each has its
loss."""


def train(X, y, w, b, lr, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(binary_cross_entropy(sigmoid(X @ w + b), y))
        if len(losses) > 1 and abs(losses[-1] - losses[-2]) < 1e-9:
            losses.pop()
            break
        dw, db = grads(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b, losses
