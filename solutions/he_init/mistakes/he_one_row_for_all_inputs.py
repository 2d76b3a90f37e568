"""You drew one row and repeated it, so that a unit weighs all its inputs alike. Draw a
number for every pair of input and output."""


def he_normal(n_in, n_out, rng):
    row = rng.normal(0.0, np.sqrt(2 / n_in), n_out)
    return np.tile(row, (n_in, 1))
