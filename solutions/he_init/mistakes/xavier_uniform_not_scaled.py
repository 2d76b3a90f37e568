"""Your weights lie between -1 and 1 whatever the size of the layer. Let the limit be
the root of 6 / (n_in + n_out)."""


def xavier_uniform(n_in, n_out, rng):
    return rng.uniform(-1, 1, (n_in, n_out))
