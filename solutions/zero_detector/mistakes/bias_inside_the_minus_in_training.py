"""In training the bias is subtracted: exp(-X @ w + b) puts it outside of the minus.
Write exp(-(X @ w + b)), or use the sigmoid of the activations kata."""


def train(X, y, w, b, lr, epochs):
    losses = []
    for _ in range(epochs):
        p = sigmoid(X @ w - b)
        losses.append(binary_cross_entropy(p, y))
        dw, db = _slopes(X, y, p)
        w, b = w - lr * dw, b - lr * db
    return w, b, losses
