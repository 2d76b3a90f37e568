"""Your layers have no biases. Each needs a "b" of zeros, shape (n_out,), or nothing can
be learned there later."""

from itertools import pairwise


def init_network(dims, rng):
    return [{"W": he_normal(a, b, rng)} for a, b in pairwise(dims)]
