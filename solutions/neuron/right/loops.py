"""One multiplication at a time, in plain Python numbers."""


def forward(x, w, b):
    if np.ndim(x) == 0:
        x, w = [x], [w]
    z = float(b)
    for one_input, weight in zip(x, w, strict=True):
        z += float(one_input) * float(weight)
    return z, z if z > 0 else 0


def mse(a, y):
    total = 0.0
    for said, wanted in zip(a, y, strict=True):
        total += float(said - wanted) ** 2
    return total / len(a)


def backward(x, w, b, y):
    z, a = forward(x, w, b)
    db = 2 * (a - y) if z > 0 else 0
    if np.ndim(x) == 0:
        return db * x, db
    return np.array([db * one_input for one_input in x]), db


def grads(X, y, w, b):
    dw, db = [0.0] * len(w), 0.0
    for row, target in zip(X, y, strict=True):
        slopes, slope = backward(row, w, b, target)
        for j in range(len(w)):
            dw[j] += slopes[j] / len(X)
        db += slope / len(X)
    return np.array(dw), db


def step(w, b, dw, db, lr):
    if np.ndim(w) == 0:
        return w - lr * dw, b - lr * db
    pairs = zip(w, dw, strict=True)
    return np.array([weight - lr * slope for weight, slope in pairs]), b - lr * db
