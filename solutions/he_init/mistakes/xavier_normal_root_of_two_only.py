"""Your root covers the 2 alone. The division belongs under it too."""


def xavier_normal(n_in, n_out, rng):
    return rng.standard_normal((n_in, n_out)) * np.sqrt(2) / (n_in + n_out)
