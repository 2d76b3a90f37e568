"""Examples are lost: those left over after the last full batch belong to a smaller
batch of their own."""


def batches(X, Y, size, rng):
    order = rng.permutation(len(X))
    parts = [order[k * size : (k + 1) * size] for k in range(len(X) // size)]
    return [(X[part], Y[part]) for part in parts]
