"""You divided the step by m. The gradients already carry the 1/m of the mean: averaging
twice makes the step m times too small."""


def train(X, y, w, b, lr, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(binary_cross_entropy(sigmoid(X @ w + b), y))
        dw, db = grads(X, y, w, b)
        w, b = w - lr * dw / len(y), b - lr * db / len(y)
    return w, b, losses
