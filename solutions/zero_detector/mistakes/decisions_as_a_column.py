"""Your decisions have the shape (m, 1). This kata keeps them flat, (m,), as the labels
are."""


def predict(X, w, b):
    return (sigmoid(X @ w + b) >= 0.5).astype(int).reshape(-1, 1)
