"""Your weights grow with the number of inputs. More inputs, smaller weights: the root
is of 2 / n_in, not of its inverse."""


def he_normal(n_in, n_out, rng):
    return rng.normal(0.0, np.sqrt(n_in / 2), (n_in, n_out))
