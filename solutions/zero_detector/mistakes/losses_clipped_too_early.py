"""Your clip is wider than that of the kata. binary_cross_entropy has a default of 1e-7:
leave it as it is."""


def train(X, y, w, b, lr, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(binary_cross_entropy(sigmoid(X @ w + b), y, 1e-3))
        dw, db = grads(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b, losses
