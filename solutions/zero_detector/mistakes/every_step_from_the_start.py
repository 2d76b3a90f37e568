"""Every step of yours starts at the given parameters, so that the last one is all that
remains. Step on from where the step before ended."""


def train(X, y, w, b, lr, epochs):
    losses, w0, b0 = [], w, b
    for _ in range(epochs):
        losses.append(binary_cross_entropy(sigmoid(X @ w + b), y))
        dw, db = grads(X, y, w0, b0)
        w, b = w0 - lr * dw, b0 - lr * db
    return w, b, losses
