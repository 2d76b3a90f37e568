"""A tenth of the examples is used, and the rest never seen."""

_train_on_all = train


def train(X, Y, P, lr, epochs, size, rng):
    return _train_on_all(X[::10], Y[::10], P, lr, epochs, size, rng)
