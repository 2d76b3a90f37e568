"""Your biases have the shape (1, n_out). Both forms exist; this kata uses (n_out,)."""

from itertools import pairwise


def init_network(dims, rng):
    return [
        {"W": he_normal(a, b, rng), "b": np.zeros((1, b))} for a, b in pairwise(dims)
    ]
