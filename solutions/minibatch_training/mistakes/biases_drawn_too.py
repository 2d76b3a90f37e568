"""You drew the biases at random. They start at 0 here: the weights alone are enough to
make the units differ."""


def init(n_in, n_hidden, n_out, rng):
    return {
        "W1": he_normal(n_in, n_hidden, rng),
        "b1": rng.normal(0, 0.1, n_hidden),
        "W2": he_normal(n_hidden, n_out, rng),
        "b2": rng.normal(0, 0.1, n_out),
    }
