"""Your variance is 1 / n_in, right where the activation lets everything pass. ReLU lets
half the mean square pass, so He's variance is 2 / n_in."""


def he_normal(n_in, n_out, rng):
    return rng.normal(0.0, np.sqrt(1 / n_in), (n_in, n_out))
