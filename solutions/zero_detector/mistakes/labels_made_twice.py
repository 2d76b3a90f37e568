"""Your labels were turned round: make_labels was applied to what are labels already,
and a 0.0 became a 1.0. Train takes labels, not digits."""


def train(X, y, w, b, lr, epochs):
    y, losses = make_labels(y), []
    for _ in range(epochs):
        losses.append(binary_cross_entropy(sigmoid(X @ w + b), y))
        dw, db = grads(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b, losses
