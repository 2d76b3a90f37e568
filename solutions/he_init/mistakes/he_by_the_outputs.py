"""You divided by the number of outputs. A unit adds up its inputs, so their number
decides how large the sum becomes."""


def he_normal(n_in, n_out, rng):
    return rng.normal(0.0, np.sqrt(2 / n_out), (n_in, n_out))
