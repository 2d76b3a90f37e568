"""You standardised the pixels in training. predict does not do so: the neuron would be
asked about other numbers than it learned from. Take X as it is."""


def train(X, y, w, b, lr, epochs):
    X = (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-12)
    losses = []
    for _ in range(epochs):
        losses.append(binary_cross_entropy(sigmoid(X @ w + b), y))
        dw, db = grads(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b, losses
