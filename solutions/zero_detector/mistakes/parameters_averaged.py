"""You returned the mean of the parameters of all epochs. Return those after the last
step."""


def train(X, y, w, b, lr, epochs):
    losses, path = [], []
    for _ in range(epochs):
        losses.append(binary_cross_entropy(sigmoid(X @ w + b), y))
        dw, db = grads(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
        path.append((w, b))
    return np.mean([p[0] for p in path], axis=0), np.mean([p[1] for p in path]), losses
