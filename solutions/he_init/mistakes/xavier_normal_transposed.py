"""Your weights have the shape (n_out, n_in). Both forms exist; this kata stores a row
an input and a column an output."""


def xavier_normal(n_in, n_out, rng):
    return rng.normal(0.0, np.sqrt(2 / (n_in + n_out)), (n_out, n_in))
