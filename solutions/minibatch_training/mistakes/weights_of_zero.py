"""All your weights start at 0, so that no hidden unit ever fires, and nothing is
learned but the output biases. Draw them at random."""


def init(n_in, n_hidden, n_out, rng):
    return {
        "W1": np.zeros((n_in, n_hidden)),
        "b1": np.zeros(n_hidden),
        "W2": np.zeros((n_hidden, n_out)),
        "b2": np.zeros(n_out),
    }
