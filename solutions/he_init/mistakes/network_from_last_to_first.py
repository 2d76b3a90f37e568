"""Your layers stand in reverse order. The first of the list is the one that sees the
inputs."""

from itertools import pairwise


def init_network(dims, rng):
    layers = [{"W": he_normal(a, b, rng), "b": np.zeros(b)} for a, b in pairwise(dims)]
    return layers[::-1]
