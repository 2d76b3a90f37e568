"""You divided by the number of kernels, k. What adds up in one number of the output are
the f·f·c inputs of a window: the channels that come in count, c."""


def he_conv(f, c, k, rng):
    return rng.normal(0.0, np.sqrt(2 / (f * f * k)), (f, f, c, k))
