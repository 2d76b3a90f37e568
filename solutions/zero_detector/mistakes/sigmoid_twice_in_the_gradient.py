"""Your gradients take the sigmoid twice. Once makes probabilities; they need no
other."""


def grads(X, y, w, b):
    return _slopes(X, y, sigmoid(sigmoid(X @ w + b)))
