"""None of your draws come from `rng`, so your weights cannot be repeated. Draw from the
generator you were given; then a seed repeats them."""


def xavier_uniform(n_in, n_out, rng):
    limit = np.sqrt(6 / (n_in + n_out))
    return np.random.uniform(-limit, limit, (n_in, n_out))
