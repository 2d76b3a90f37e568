"""Your list begins anew in each pass of the loop, so that only the last layer is
left. Make it once, before the loop."""

from itertools import pairwise


def init_network(dims, rng):
    for n_in, n_out in pairwise(dims):
        layers = [{"W": he_normal(n_in, n_out, rng), "b": np.zeros(n_out)}]
    return layers
