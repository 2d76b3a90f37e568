"""The bias moved by the gradient of a weight, or by their mean. Its own gradient is
db."""


def train(X, y, w, b, lr, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(binary_cross_entropy(sigmoid(X @ w + b), y))
        dw = grads(X, y, w, b)[0]
        w, b = w - lr * dw, b - lr * dw.mean()
    return w, b, losses
