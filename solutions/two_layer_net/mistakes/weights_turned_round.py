"""Your weights have a row for each unit. Here an example is a row and X @ W1 must fit: a
column for each unit, (n_in, n_hidden) and (n_hidden, 1)."""


def init(n_in, n_hidden, rng):
    return {
        "W1": 0.01 * rng.standard_normal((n_hidden, n_in)),
        "b1": np.zeros(n_hidden),
        "W2": 0.01 * rng.standard_normal((1, n_hidden)),
        "b2": np.zeros(1),
    }
