"""You trained in float32, which keeps 7 digits. Leave X, w and b as they come."""


def train(X, y, w, b, lr, epochs):
    X, y, w = (np.asarray(each, dtype=np.float32) for each in (X, y, w))
    losses = []
    for _ in range(epochs):
        p = sigmoid(X @ w + b)
        losses.append(binary_cross_entropy(p, y))
        dw, db = _slopes(X, y, p)
        w, b = w - lr * dw, b - lr * db
    return w, b, losses
