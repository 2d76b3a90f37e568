"""Your dw has the shape (n, 1). Weights are flat here, (n,), and so is their
gradient."""


def grads(X, y, w, b):
    dw, db = _slopes(X, y, sigmoid(X @ w + b))
    return dw.reshape(-1, 1), db
