"""Your weights have a standard deviation of 2 / n_in. That is the variance: numbers,
and NumPy's `scale`, take its square root."""


def he_normal(n_in, n_out, rng):
    return rng.normal(0.0, 2 / n_in, (n_in, n_out))
