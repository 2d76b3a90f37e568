"""You returned the parameters of the lowest cost. That can be wise; this kata returns
those after the last step, whatever they cost."""


def train(X, y, w, b, lr, epochs):
    losses, best = [], (np.inf, w, b)
    for _ in range(epochs):
        losses.append(binary_cross_entropy(sigmoid(X @ w + b), y))
        best = min(best, (losses[-1], w, b), key=lambda seen: seen[0])
        dw, db = grads(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    last = binary_cross_entropy(sigmoid(X @ w + b), y)
    best = min((last, w, b), best, key=lambda seen: seen[0])
    return *best[1:], losses
