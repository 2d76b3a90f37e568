"""You get the same value at -z as at z. The exponential of -|z| is safe, but the two
signs need different numerators."""


def sigmoid(z):
    return 1 / (1 + np.exp(-np.abs(z)))
