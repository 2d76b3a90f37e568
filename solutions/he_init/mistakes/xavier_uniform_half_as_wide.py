"""Your weights reach only half the limit on either side: the range from -limit to limit
is twice the limit wide."""


def xavier_uniform(n_in, n_out, rng):
    limit = np.sqrt(6 / (n_in + n_out))
    return (rng.random((n_in, n_out)) - 0.5) * limit
