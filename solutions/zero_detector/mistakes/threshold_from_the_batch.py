"""Your threshold is the batch's own mean, so that an example's answer depends on its
neighbours. The threshold is 0.5, always."""


def predict(X, w, b):
    p = sigmoid(X @ w + b)
    return (p >= p.mean()).astype(int)
