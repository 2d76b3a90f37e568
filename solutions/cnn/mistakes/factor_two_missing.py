"""Your kernels have the variance 1 / (f·f·c). ReLU lets only half of a signal's
strength pass, and the 2 makes up for it."""


def he_conv(f, c, k, rng):
    return rng.normal(0.0, np.sqrt(1 / (f * f * c)), (f, f, c, k))
