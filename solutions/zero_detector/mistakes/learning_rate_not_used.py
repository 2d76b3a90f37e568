"""Your steps have a length of their own, whatever lr is. Multiply the gradients by the
lr that was given."""


def train(X, y, w, b, lr, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(binary_cross_entropy(sigmoid(X @ w + b), y))
        dw, db = grads(X, y, w, b)
        w, b = w - 0.5 * dw, b - 0.5 * db
    return w, b, losses
