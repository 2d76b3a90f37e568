"""You subtracted the bias's gradient from the weights as well. Each parameter moves
by its own."""


def train(X, y, w, b, lr, epochs):
    losses = []
    for _ in range(epochs):
        p = sigmoid(X @ w + b)
        losses.append(binary_cross_entropy(p, y))
        dw, db = _slopes(X, y, p)
        w, b = w - lr * (dw + db), b - lr * db
    return w, b, losses
