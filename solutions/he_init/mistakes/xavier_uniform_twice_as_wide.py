"""Your weights reach twice as far as they should. The root of 6 / (n_in + n_out) is the
limit itself, half the width of the range."""


def xavier_uniform(n_in, n_out, rng):
    limit = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(-2 * limit, 2 * limit, (n_in, n_out))
