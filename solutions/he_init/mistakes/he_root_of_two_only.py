"""Your root covers the 2 alone. The division belongs under it too: the root of 2 /
n_in."""


def he_normal(n_in, n_out, rng):
    return rng.standard_normal((n_in, n_out)) * np.sqrt(2) / n_in
