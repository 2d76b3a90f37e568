"""Your first layer has a variance of 1 / n_in, since no ReLU stands before the inputs.
The paper says as much, and that it hardly matters; this kata uses 2 / n_in
throughout."""

from itertools import pairwise


def init_network(dims, rng):
    layers = [{"W": he_normal(a, b, rng), "b": np.zeros(b)} for a, b in pairwise(dims)]
    layers[0]["W"] /= np.sqrt(2)
    return layers
