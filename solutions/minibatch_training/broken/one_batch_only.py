"""Each epoch is one batch of the first examples, and the rest is never seen."""

_train_on_all = train


def train(X, Y, P, lr, epochs, size, rng):
    return _train_on_all(X[:size], Y[:size], P, lr, epochs, size, rng)
