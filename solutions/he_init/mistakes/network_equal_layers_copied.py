"""Layers of equal shape got the same weights from you. Draw for every layer, even if
one of that shape was drawn already."""

from itertools import pairwise


def init_network(dims, rng):
    drawn = {}
    layers = []
    for a, b in pairwise(dims):
        if (a, b) not in drawn:
            drawn[a, b] = he_normal(a, b, rng)
        layers.append({"W": drawn[a, b].copy(), "b": np.zeros(b)})
    return layers
