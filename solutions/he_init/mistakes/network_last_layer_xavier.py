"""Your last layer follows Xavier's law. That is a sound choice, as no ReLU follows it;
this kata keeps to He for all layers, as most code does."""

from itertools import pairwise


def init_network(dims, rng):
    layers = [{"W": he_normal(a, b, rng), "b": np.zeros(b)} for a, b in pairwise(dims)]
    layers[-1]["W"] = xavier_normal(dims[-2], dims[-1], rng)
    return layers
