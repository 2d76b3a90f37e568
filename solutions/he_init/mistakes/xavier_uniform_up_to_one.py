"""You gave `rng.uniform` one bound only, and the other stayed at its default, 1. Give
it both, -limit and limit."""


def xavier_uniform(n_in, n_out, rng):
    limit = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(-limit, size=(n_in, n_out))
