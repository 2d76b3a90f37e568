"""Your biases have a row for each example. A layer has one bias a unit, whatever the
size of the batch: shape (n_out,)."""

from itertools import pairwise


def init_network(dims, rng):
    return [
        {"W": he_normal(a, b, rng), "b": np.zeros((32, b))} for a, b in pairwise(dims)
    ]
