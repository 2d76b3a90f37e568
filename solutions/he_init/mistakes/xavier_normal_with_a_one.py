"""Your variance is 1 / (n_in + n_out), half of what is due: the mean of the two sizes
is (n_in + n_out) / 2, and the variance is 1 over that."""


def xavier_normal(n_in, n_out, rng):
    return rng.normal(0.0, np.sqrt(1 / (n_in + n_out)), (n_in, n_out))
