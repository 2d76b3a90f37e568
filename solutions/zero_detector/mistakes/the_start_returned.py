"""You returned the parameters that training was given. The steps were taken, and their
end is lost: return the new w and b."""


def train(X, y, w, b, lr, epochs):
    losses, start = [], (w, b)
    for _ in range(epochs):
        losses.append(binary_cross_entropy(sigmoid(X @ w + b), y))
        dw, db = grads(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return *start, losses
