"""You subtracted the mean of the draws. Leave it: the law's mean is 0, and the weights
of a layer must be independent."""


def he_normal(n_in, n_out, rng):
    W = rng.normal(0.0, np.sqrt(2 / n_in), (n_in, n_out))
    return W - W.mean()
