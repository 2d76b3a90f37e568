"""You drew from a normal law with the limit as its standard deviation. Draw uniform
numbers between -limit and limit."""


def xavier_uniform(n_in, n_out, rng):
    return rng.normal(0.0, np.sqrt(6 / (n_in + n_out)), (n_in, n_out))
