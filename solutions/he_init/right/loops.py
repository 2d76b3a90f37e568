"""One weight at a time, with math alone."""

import math


def he_normal(n_in, n_out, rng):
    std = math.sqrt(2 / n_in)
    return np.array([[rng.normal(0, std) for _ in range(n_out)] for _ in range(n_in)])


def xavier_normal(n_in, n_out, rng):
    std = math.sqrt(2 / (n_in + n_out))
    W = np.empty((n_in, n_out))
    for j in range(n_out):
        for i in range(n_in):
            W[i, j] = rng.standard_normal() * std
    return W


def xavier_uniform(n_in, n_out, rng):
    limit = math.sqrt(6 / (n_in + n_out))
    rows = []
    for _ in range(n_in):
        rows.append([limit * (2 * rng.random() - 1) for _ in range(n_out)])
    return np.array(rows)


def init_network(dims, rng):
    layers = []
    for i in range(1, len(dims)):
        layer = {}
        layer["b"] = np.array([0.0] * dims[i])
        layer["W"] = he_normal(dims[i - 1], dims[i], rng)
        layers.append(layer)
    return layers
