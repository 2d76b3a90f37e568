"""You made a generator with a seed of its own, so every call draws the same numbers and
`rng` does nothing. Draw from `rng`."""


def he_normal(n_in, n_out, rng):
    rng = np.random.default_rng(0)
    return rng.normal(0.0, np.sqrt(2 / n_in), (n_in, n_out))
