"""Your losses are the mean squared error. The neuron goes down the clipped
cross-entropy: tell that."""


def train(X, y, w, b, lr, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(np.mean((sigmoid(X @ w + b) - y) ** 2))
        dw, db = grads(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b, losses
