"""Your function makes a generator of its own, so that every epoch has the same order.
Draw from the rng that it is given."""


def batches(X, Y, size, rng):
    order = np.random.default_rng(0).permutation(len(X))
    parts = [order[i : i + size] for i in range(0, len(X), size)]
    return [(X[part], Y[part]) for part in parts]
