"""In training the sigmoid is taken twice. Once makes probabilities; they need no
other."""


def train(X, y, w, b, lr, epochs):
    losses = []
    for _ in range(epochs):
        p = sigmoid(sigmoid(X @ w + b))
        losses.append(binary_cross_entropy(p, y))
        dw, db = _slopes(X, y, p)
        w, b = w - lr * dw, b - lr * db
    return w, b, losses
