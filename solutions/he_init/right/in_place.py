"""Scaled in place; the network drawn at once, then cut into separate views."""


def he_normal(n_in, n_out, rng):
    W = np.empty((n_in, n_out))
    rng.standard_normal(out=W)
    W *= (2 / n_in) ** 0.5
    return W


def xavier_normal(n_in, n_out, rng):
    W = rng.standard_normal((n_in, n_out))
    W /= np.sqrt((n_in + n_out) / 2)
    return W


def xavier_uniform(n_in, n_out, rng):
    W = rng.random((n_in, n_out))
    W -= 0.5
    W *= 2 * np.sqrt(6 / (n_in + n_out))
    return W


def init_network(dims, rng):
    shapes = [(dims[i], dims[i + 1]) for i in range(len(dims) - 1)]
    draws = rng.standard_normal(sum(a * b for a, b in shapes))
    layers, start = [], 0
    for a, b in shapes:
        W = draws[start : start + a * b].reshape(a, b)
        W *= np.sqrt(2 / a)
        layers.append({"W": W, "b": np.zeros(b)})
        start += a * b
    return layers
