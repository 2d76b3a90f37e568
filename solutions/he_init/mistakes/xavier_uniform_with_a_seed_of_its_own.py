"""You made a generator with a seed of its own, so every call draws the same numbers and
`rng` does nothing. Draw from `rng`."""


def xavier_uniform(n_in, n_out, rng):
    rng = np.random.default_rng(0)
    limit = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(-limit, limit, (n_in, n_out))
