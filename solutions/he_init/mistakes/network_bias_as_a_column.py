"""Your biases have the shape (n_out, 1), as where an example is a column. Here it is a
row, and the biases have the shape (n_out,)."""

from itertools import pairwise


def init_network(dims, rng):
    return [
        {"W": he_normal(a, b, rng), "b": np.zeros((b, 1))} for a, b in pairwise(dims)
    ]
