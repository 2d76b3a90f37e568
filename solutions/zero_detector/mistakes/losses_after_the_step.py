"""Your losses are those after each step. Both forms exist; this kata tells the cost
before it, so that the first is that of the parameters given."""


def train(X, y, w, b, lr, epochs):
    losses = []
    for _ in range(epochs):
        dw, db = grads(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
        losses.append(binary_cross_entropy(sigmoid(X @ w + b), y))
    return w, b, losses
