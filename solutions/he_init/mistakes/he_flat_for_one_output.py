"""A layer with a single output, or input, lost an axis. Its weights are a matrix all
the same: (n_in, 1)."""


def he_normal(n_in, n_out, rng):
    return np.squeeze(rng.normal(0.0, np.sqrt(2 / n_in), (n_in, n_out)))
