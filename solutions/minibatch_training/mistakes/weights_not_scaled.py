"""You drew weights of standard deviation 1. He's rule scales each layer by sqrt(2 / its
number of inputs), or the sums grow with the inputs."""


def init(n_in, n_hidden, n_out, rng):
    return {
        "W1": rng.normal(0, 1, (n_in, n_hidden)),
        "b1": np.zeros(n_hidden),
        "W2": rng.normal(0, 1, (n_hidden, n_out)),
        "b2": np.zeros(n_out),
    }
