"""One example and one pixel at a time; training in single rows."""

import math


def _fires(row, w, b):
    z = b
    for x, v in zip(row, w):
        z += float(x) * float(v)
    return math.exp(min(z, 0)) / (1 + math.exp(-abs(z)))


def make_labels(digits):
    labels = []
    for digit in digits:
        labels.append(1.0 if digit == 0 else 0.0)
    return np.array(labels)


def predict(X, w, b):
    return np.array([1 if _fires(row, w, b) >= 0.5 else 0 for row in X])


def grads(X, y, w, b):
    m, n = X.shape
    dw, db = np.zeros(n), 0.0
    for row, label in zip(X, y):
        error = _fires(row, w, b) - label
        for j in range(n):
            dw[j] += error * row[j]
        db += error
    return dw / m, db / m


def train(X, y, w, b, lr, epochs):
    w, losses = np.array(w, dtype=X.dtype if X.dtype.kind == "f" else float), []
    for _ in range(epochs):
        dw, db, cost = np.zeros(w.shape, w.dtype), 0.0, 0.0
        for row, label in zip(X, y):
            z = float(row @ w) + b
            p = math.exp(min(z, 0)) / (1 + math.exp(-abs(z)))
            dw += row * ((p - label) / len(y))
            db += (p - label) / len(y)
            p = min(max(p, 1e-7), 1 - 1e-7)
            cost -= math.log(p) if label else math.log(1 - p)
        losses.append(cost / len(y))
        w -= w.dtype.type(lr) * dw
        b -= lr * db
    return w, b, losses
