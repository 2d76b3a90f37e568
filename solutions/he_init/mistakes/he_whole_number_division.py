"""`2 // n_in` is 0 for three inputs or more. Divide with a single `/`."""


def he_normal(n_in, n_out, rng):
    return rng.normal(0.0, np.sqrt(2 // n_in), (n_in, n_out))
