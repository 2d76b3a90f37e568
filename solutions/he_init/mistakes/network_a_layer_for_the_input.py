"""You made a layer for the input as well. A layer leads from one size to the next, so
there is one fewer than sizes."""

from itertools import pairwise


def init_network(dims, rng):
    return [
        {"W": he_normal(a, b, rng), "b": np.zeros(b)}
        for a, b in pairwise([dims[0], *dims])
    ]
