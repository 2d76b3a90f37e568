"""Your draws have the variance as their standard deviation. Take the root of 2 /
(f·f·c)."""


def he_conv(f, c, k, rng):
    return rng.normal(0.0, 2 / (f * f * c), (f, f, c, k))
