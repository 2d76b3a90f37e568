"""The first examples are one batch, and the rest is never seen."""

_train_on_all = train


def train(X, y, P, lr, epochs):
    return _train_on_all(X[:50], y[:50], P, lr, epochs)
