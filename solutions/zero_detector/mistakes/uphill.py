"""You added the gradient, and the cost climbs. A step goes against the gradient:
subtract it."""


def train(X, y, w, b, lr, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(binary_cross_entropy(sigmoid(X @ w + b), y))
        dw, db = grads(X, y, w, b)
        w, b = w + lr * dw, b + lr * db
    return w, b, losses
