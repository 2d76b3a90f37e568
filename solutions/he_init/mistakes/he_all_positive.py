"""All your weights are positive, because `rng.random` is uniform from 0 to 1. Draw from
the normal law around 0."""


def he_normal(n_in, n_out, rng):
    return rng.random((n_in, n_out)) * np.sqrt(2 / n_in)
