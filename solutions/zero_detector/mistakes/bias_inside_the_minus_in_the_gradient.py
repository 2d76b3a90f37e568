"""Your gradients subtract the bias: exp(-X @ w + b) puts it outside of the minus.
Write exp(-(X @ w + b)), or use the sigmoid of the activations kata."""


def grads(X, y, w, b):
    return _slopes(X, y, sigmoid(X @ w - b))
