"""Your standard deviation is the root of 6 / n_in. The 6 belongs to the limit of a
uniform law; the standard deviation of a normal one needs a 2."""


def he_normal(n_in, n_out, rng):
    return rng.normal(0.0, np.sqrt(6 / n_in), (n_in, n_out))
