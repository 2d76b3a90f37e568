"""As most would write it: train calls grads, and float64 throughout."""


def make_labels(digits):
    return np.array([float(d == 0) for d in digits])


def predict(X, w, b):
    p = sigmoid(np.dot(X, w) + b)
    decisions = np.zeros(len(X), dtype=int)
    decisions[p >= 0.5] = 1
    return decisions


def grads(X, y, w, b):
    m = X.shape[0]
    p = sigmoid(np.dot(X, w) + b)
    dw = np.mean((p - y)[:, np.newaxis] * X, axis=0)
    db = np.sum(p - y) / m
    return dw, float(db)


def train(X, y, w, b, lr, epochs):
    losses = []
    for _ in range(epochs):
        p = sigmoid(np.dot(X, w) + b)
        loss = binary_cross_entropy(p, y)
        losses.append(float(loss))
        dw, db = grads(X, y, w, b)
        w = w - lr * dw
        b = b - lr * db
    return w, float(b), tuple(losses)
