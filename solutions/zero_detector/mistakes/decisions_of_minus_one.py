"""You answered with 1 and -1. Both forms exist; this kata says 1 and 0."""


def predict(X, w, b):
    return np.where(sigmoid(X @ w + b) >= 0.5, 1, -1)
