"""You averaged inputs and outputs: that is Xavier's law. He's variance is 2 over the
number of inputs alone."""


def he_normal(n_in, n_out, rng):
    return rng.normal(0.0, np.sqrt(2 / (n_in + n_out)), (n_in, n_out))
