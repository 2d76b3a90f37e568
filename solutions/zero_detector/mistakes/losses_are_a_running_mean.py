"""Each of your losses is the mean of all epochs so far. Tell each epoch's own."""


def train(X, y, w, b, lr, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(binary_cross_entropy(sigmoid(X @ w + b), y))
        dw, db = grads(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b, list(np.cumsum(losses) / np.arange(1, len(losses) + 1))
