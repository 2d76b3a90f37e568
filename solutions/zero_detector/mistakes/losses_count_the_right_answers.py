"""You recorded the share of right answers. The losses are the mean cross-entropy."""


def train(X, y, w, b, lr, epochs):
    losses = []
    for _ in range(epochs):
        p = sigmoid(X @ w + b)
        losses.append(np.mean((p >= 0.5) == y))
        dw, db = _slopes(X, y, p)
        w, b = w - lr * dw, b - lr * db
    return w, b, losses
