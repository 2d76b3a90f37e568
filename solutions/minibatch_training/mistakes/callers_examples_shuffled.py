"""Your batches are right, but you shuffled the caller's own arrays. Draw an order of
numbers, and pick the examples by it."""


def batches(X, Y, size, rng):
    order = rng.permutation(len(X))
    X[:], Y[:] = X[order], Y[order]
    parts = [range(i, min(i + size, len(X))) for i in range(0, len(X), size)]
    return [(X[part], Y[part]) for part in parts]
