"""6 / n_in + n_out divides by n_in only and then adds n_out. Put brackets around the
sum below the line."""


def xavier_uniform(n_in, n_out, rng):
    limit = np.sqrt(6 / n_in + n_out)
    return rng.uniform(-limit, limit, (n_in, n_out))
