"""Mean and spread are right, but the law is flat. That is He's uniform form; this
function draws from the normal law."""


def he_normal(n_in, n_out, rng):
    limit = np.sqrt(6 / n_in)
    return rng.uniform(-limit, limit, (n_in, n_out))
