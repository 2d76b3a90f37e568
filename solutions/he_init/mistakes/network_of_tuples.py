"""Your layers are tuples. This kata gives a dict a layer, with the keys "W" and "b"."""

from itertools import pairwise


def init_network(dims, rng):
    return [(he_normal(a, b, rng), np.zeros(b)) for a, b in pairwise(dims)]
