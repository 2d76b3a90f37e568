"""You subtracted the bias from the weighted sum. It is added."""


def predict(X, w, b):
    return (sigmoid(X @ w - b) >= 0.5).astype(int)
