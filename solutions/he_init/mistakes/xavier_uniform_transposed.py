"""Your weights have the shape (n_out, n_in). Both forms exist; this kata stores a row
an input and a column an output."""


def xavier_uniform(n_in, n_out, rng):
    limit = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(-limit, limit, (n_out, n_in))
