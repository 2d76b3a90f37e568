"""Your kernels come first, as in PyTorch. Both forms exist; this kata uses (f, f, c,
k), as Keras does: window, channels, kernels."""


def he_conv(f, c, k, rng):
    return rng.normal(0.0, np.sqrt(2 / (f * f * c)), (k, c, f, f))
