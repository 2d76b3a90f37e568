"""You drew those beyond two standard deviations again. Both forms exist (Keras
truncates); this kata uses the whole normal law, tails and all."""


def he_normal(n_in, n_out, rng):
    std = np.sqrt(2 / n_in)
    W = rng.normal(0.0, std, (n_in, n_out))
    while (far := np.abs(W) > 2 * std).any():
        W[far] = rng.normal(0.0, std, far.sum())
    return W
