"""You added the weights themselves to their gradient: that is weight decay, which a
later kata has. This cost has no such term."""


def grads(X, y, w, b):
    dw, db = _slopes(X, y, sigmoid(X @ w + b))
    return dw + 0.01 * w, db
