"""Your weights lie between 0 and the limit. Let them lie on both sides of 0, from
-limit to limit."""


def xavier_uniform(n_in, n_out, rng):
    limit = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(0, limit, (n_in, n_out))
