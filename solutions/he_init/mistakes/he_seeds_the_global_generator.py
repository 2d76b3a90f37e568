"""You seeded `np.random`: now every call draws the same, and everybody else's
randomness is reset too. Draw from the `rng` you were given."""


def he_normal(n_in, n_out, rng):
    np.random.seed(0)
    return np.random.randn(n_in, n_out) * np.sqrt(2 / n_in)
