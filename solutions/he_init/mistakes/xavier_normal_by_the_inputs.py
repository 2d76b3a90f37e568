"""Your variance is 1 / n_in. Both forms carry the name; this kata uses the paper's
compromise of forward and backward, 2 / (n_in + n_out)."""


def xavier_normal(n_in, n_out, rng):
    return rng.normal(0.0, np.sqrt(1 / n_in), (n_in, n_out))
