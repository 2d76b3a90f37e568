"""Your limit is the root of 6 / n_in: that is He's uniform form. Xavier's goes by both
sizes, 6 / (n_in + n_out)."""


def xavier_uniform(n_in, n_out, rng):
    limit = np.sqrt(6 / n_in)
    return rng.uniform(-limit, limit, (n_in, n_out))
