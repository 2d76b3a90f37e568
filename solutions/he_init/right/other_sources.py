"""Normal numbers out of uniform ones, and a generator of its own for every layer."""


def _normal(shape, rng):
    # Box and Muller: a random angle, and a radius of the right law.
    radius = np.sqrt(-2 * np.log(1 - rng.random(shape)))
    return radius * np.cos(2 * np.pi * rng.random(shape))


def he_normal(n_in, n_out, rng):
    return _normal((n_in, n_out), rng) * np.sqrt(2) / np.sqrt(n_in)


def xavier_normal(n_in, n_out, rng):
    return np.sqrt(2) * _normal((n_in, n_out), rng) / np.sqrt(n_in + n_out)


def xavier_uniform(n_in, n_out, rng):
    limit = (6 / (n_in + n_out)) ** 0.5
    return limit - 2 * limit * rng.random(n_in * n_out).reshape(n_in, n_out)


def init_network(dims, rng):
    generators = rng.spawn(len(dims) - 1)
    sizes = zip(dims[:-1], dims[1:], generators)
    return [{"W": he_normal(a, b, own), "b": np.zeros((b,))} for a, b, own in sizes]
