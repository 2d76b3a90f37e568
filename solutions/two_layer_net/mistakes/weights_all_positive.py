"""`rng.random` draws between 0 and 1, so that no weight is negative. Draw from the
normal law around 0."""


def init(n_in, n_hidden, rng):
    return {
        "W1": 0.01 * rng.random((n_in, n_hidden)),
        "b1": np.zeros(n_hidden),
        "W2": 0.01 * rng.random((n_hidden, 1)),
        "b2": np.zeros(1),
    }
