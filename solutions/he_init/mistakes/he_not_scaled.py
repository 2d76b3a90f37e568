"""Your weights have a standard deviation of 1 whatever the size of the layer, and the
signal explodes from layer to layer. Scale them by the root of 2 / n_in."""


def he_normal(n_in, n_out, rng):
    return rng.standard_normal((n_in, n_out))
