"""Your biases start a little above 0. Both forms exist (it was meant to keep ReLUs
awake); this kata starts them at exactly 0."""

from itertools import pairwise


def init_network(dims, rng):
    return [
        {"W": he_normal(a, b, rng), "b": np.full(b, 0.01)} for a, b in pairwise(dims)
    ]
