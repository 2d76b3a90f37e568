"""You scaled W2 by n_in, the inputs of the network. What arrives at the second layer
comes from n_hidden units."""


def init(n_in, n_hidden, n_out, rng):
    return {
        "W1": he_normal(n_in, n_hidden, rng),
        "b1": np.zeros(n_hidden),
        "W2": rng.normal(0, np.sqrt(2 / n_in), (n_hidden, n_out)),
        "b2": np.zeros(n_out),
    }
