"""In float32, and a layer's draws unit by unit; the network from last to first."""

from itertools import pairwise


def _normal(std, n_in, n_out, rng):
    draws = rng.standard_normal((n_out, n_in), dtype=np.float32)
    return (np.float32(std) * draws).T


def he_normal(n_in, n_out, rng):
    return _normal(np.sqrt(2.0 / n_in), n_in, n_out, rng)


def xavier_normal(n_in, n_out, rng):
    return _normal(np.sqrt(2.0 / (n_in + n_out)), n_in, n_out, rng)


def xavier_uniform(n_in, n_out, rng):
    limit = np.sqrt(6.0 / (n_in + n_out))
    return rng.uniform(-limit, limit, (n_out, n_in)).T.astype(np.float32)


def init_network(dims, rng):
    sizes = list(reversed(dims))
    layers = []
    for n_out, n_in in pairwise(sizes):
        b = np.zeros(n_out, dtype=np.float32)
        layers.insert(0, {"W": he_normal(n_in, n_out, rng), "b": b})
    return layers
