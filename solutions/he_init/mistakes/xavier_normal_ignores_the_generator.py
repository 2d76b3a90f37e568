"""None of your draws come from `rng`, so your weights cannot be repeated. Draw from the
generator you were given; then a seed repeats them."""


def xavier_normal(n_in, n_out, rng):
    return np.random.randn(n_in, n_out) * np.sqrt(2 / (n_in + n_out))
