"""Every layer draws from a fresh copy of `rng`, so they all draw the same numbers. Hand
on `rng` itself: it moves on by itself."""

from copy import deepcopy
from itertools import pairwise


def init_network(dims, rng):
    return [
        {"W": he_normal(a, b, deepcopy(rng)), "b": np.zeros(b)}
        for a, b in pairwise(dims)
    ]
