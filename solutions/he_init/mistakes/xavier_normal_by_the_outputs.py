"""Your variance is 1 / n_out: that keeps the gradients alone. The compromise with the
way forward is 2 / (n_in + n_out)."""


def xavier_normal(n_in, n_out, rng):
    return rng.normal(0.0, np.sqrt(1 / n_out), (n_in, n_out))
