"""You drew weights of standard deviation 0.01. Both forms exist; this kata uses He's:
sqrt(2 / number of inputs of the layer)."""


def init(n_in, n_hidden, n_out, rng):
    return {
        "W1": rng.normal(0, 0.01, (n_in, n_hidden)),
        "b1": np.zeros(n_hidden),
        "W2": rng.normal(0, 0.01, (n_hidden, n_out)),
        "b2": np.zeros(n_out),
    }
