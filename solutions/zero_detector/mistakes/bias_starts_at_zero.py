"""You began with a bias of 0. Training starts from the bias it is given, as from the
weights."""


def train(X, y, w, b, lr, epochs):
    b, losses = 0.0, []
    for _ in range(epochs):
        losses.append(binary_cross_entropy(sigmoid(X @ w + b), y))
        dw, db = grads(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b, losses
