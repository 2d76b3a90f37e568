"""Your limit is 1 / sqrt(n_in), the older habit that the paper sets out to replace. Its
own limit is the root of 6 / (n_in + n_out)."""


def xavier_uniform(n_in, n_out, rng):
    limit = 1 / np.sqrt(n_in)
    return rng.uniform(-limit, limit, (n_in, n_out))
