"""A tenth of the examples is used, and the rest never seen."""

_train_on_all = train


def train(X, y, w, b, lr, epochs):
    return _train_on_all(X[::10], y[::10], w, b, lr, epochs)
