"""You drew the biases as well. Random weights are enough to make the units differ: set
the biases to 0."""


def init(n_in, n_hidden, rng):
    return {
        "W1": 0.01 * rng.standard_normal((n_in, n_hidden)),
        "b1": 0.01 * rng.standard_normal(n_hidden),
        "W2": 0.01 * rng.standard_normal((n_hidden, 1)),
        "b2": 0.01 * rng.standard_normal(1),
    }
