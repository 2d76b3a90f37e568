"""You used the standard deviation as the limit. Uniform numbers up to a limit have a
standard deviation of limit / sqrt(3): under the root stands a 6."""


def xavier_uniform(n_in, n_out, rng):
    limit = np.sqrt(2 / (n_in + n_out))
    return rng.uniform(-limit, limit, (n_in, n_out))
