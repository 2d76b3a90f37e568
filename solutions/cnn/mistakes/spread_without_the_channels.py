"""You counted the pixels of a window, and left out that each has c channels. All f·f·c
of them are added up."""


def he_conv(f, c, k, rng):
    return rng.normal(0.0, np.sqrt(2 / (f * f)), (f, f, c, k))
