"""Your biases are integers, and a step like `b -= lr * db` cannot change them in place.
Make them floats, which np.zeros does by itself."""

from itertools import pairwise


def init_network(dims, rng):
    return [
        {"W": he_normal(a, b, rng), "b": np.zeros(b, dtype=int)}
        for a, b in pairwise(dims)
    ]
