"""You drew the biases at random. The weights already make the units different: start
the biases at 0."""

from itertools import pairwise


def init_network(dims, rng):
    return [
        {"W": he_normal(a, b, rng), "b": rng.standard_normal(b)}
        for a, b in pairwise(dims)
    ]
