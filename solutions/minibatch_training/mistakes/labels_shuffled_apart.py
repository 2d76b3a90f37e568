"""You drew one order for the examples and another for the labels, so that they no
longer belong together. Draw one order and use it for both."""


def batches(X, Y, size, rng):
    X, Y = X[rng.permutation(len(X))], Y[rng.permutation(len(Y))]
    return [(X[i : i + size], Y[i : i + size]) for i in range(0, len(X), size)]
