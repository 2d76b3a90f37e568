"""You drew He weights. Both forms exist; this kata draws both layers with a standard
deviation of 0.01, so that every answer begins near a half."""


def init(n_in, n_hidden, rng):
    return {
        "W1": np.sqrt(2 / n_in) * rng.standard_normal((n_in, n_hidden)),
        "b1": np.zeros(n_hidden),
        "W2": np.sqrt(2 / n_hidden) * rng.standard_normal((n_hidden, 1)),
        "b2": np.zeros(1),
    }
