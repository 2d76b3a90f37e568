"""Your weights have a standard deviation of 1. Multiply the draws by 0.01, so that the
network begins undecided."""


def init(n_in, n_hidden, rng):
    return {
        "W1": rng.standard_normal((n_in, n_hidden)),
        "b1": np.zeros(n_hidden),
        "W2": rng.standard_normal((n_hidden, 1)),
        "b2": np.zeros(1),
    }
