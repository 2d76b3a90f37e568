"""Your bias is a single number for the whole layer. Every unit has a bias of its own:
shape (n_out,)."""

from itertools import pairwise


def init_network(dims, rng):
    return [{"W": he_normal(a, b, rng), "b": 0.0} for a, b in pairwise(dims)]
