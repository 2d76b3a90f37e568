"""You drew one kernel and used it k times. Kernels that begin alike stay alike: draw
each by itself."""


def he_conv(f, c, k, rng):
    one = rng.normal(0.0, np.sqrt(2 / (f * f * c)), (f, f, c, 1))
    return np.repeat(one, k, axis=3)
