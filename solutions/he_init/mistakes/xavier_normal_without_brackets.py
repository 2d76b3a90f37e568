"""2 / n_in + n_out divides by n_in only and then adds n_out. Put brackets around the
sum below the line."""


def xavier_normal(n_in, n_out, rng):
    return rng.normal(0.0, np.sqrt(2 / n_in + n_out), (n_in, n_out))
