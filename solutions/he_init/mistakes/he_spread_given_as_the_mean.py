"""`rng.normal` takes the mean first. You gave it the standard deviation there, and left
the spread at 1."""


def he_normal(n_in, n_out, rng):
    return rng.normal(np.sqrt(2 / n_in), 1.0, (n_in, n_out))
