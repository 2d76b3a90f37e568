"""Your losses are in bits, made with np.log2. This kata uses natural logarithms:
np.log."""


def train(X, y, w, b, lr, epochs):
    losses = []
    for _ in range(epochs):
        p = sigmoid(X @ w + b)
        losses.append(binary_cross_entropy(p, y) / np.log(2))
        dw, db = _slopes(X, y, p)
        w, b = w - lr * dw, b - lr * db
    return w, b, losses
