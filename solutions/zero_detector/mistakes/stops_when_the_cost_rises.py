"""You stopped as soon as the cost rose. Early stopping is a later kata; here every
epoch is run."""


def train(X, y, w, b, lr, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(binary_cross_entropy(sigmoid(X @ w + b), y))
        if len(losses) > 1 and losses[-1] > losses[-2]:
            losses.pop()
            break
        dw, db = grads(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b, losses
