"""Your root covers the 6 alone. The division belongs under it too."""


def xavier_uniform(n_in, n_out, rng):
    limit = np.sqrt(6) / (n_in + n_out)
    return rng.uniform(-limit, limit, (n_in, n_out))
