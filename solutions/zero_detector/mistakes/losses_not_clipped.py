"""Your losses are right inside the clip, but a certain, wrong answer costs this kata
16.1 and no more. Use binary_cross_entropy of the clipped cost kata."""


def train(X, y, w, b, lr, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(np.mean(np.logaddexp(0, X @ w + b) - y * (X @ w + b)))
        dw, db = grads(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b, losses
