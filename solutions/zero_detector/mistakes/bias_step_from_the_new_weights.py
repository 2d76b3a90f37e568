"""You moved the weights, and took the bias's gradient afterwards, from the moved ones.
Both gradients belong to the same point: take them, then move."""


def train(X, y, w, b, lr, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(binary_cross_entropy(sigmoid(X @ w + b), y))
        w = w - lr * grads(X, y, w, b)[0]
        b = b - lr * grads(X, y, w, b)[1]
    return w, b, losses
