"""You cut the epoch into `size` batches. size is the number of examples in each."""


def batches(X, Y, size, rng):
    order = rng.permutation(len(X))
    return [(X[part], Y[part]) for part in np.array_split(order, size)]
