"""A tenth of the examples is used, and the rest never seen."""

_train_on_all = train


def train(X, y, layers, lr, epochs):
    return _train_on_all(X[::10], y[::10], layers, lr, epochs)
