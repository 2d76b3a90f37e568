"""The exponential of 2z overflows for large positive z, and infinity divided by
infinity is NaN. NumPy has a tanh that is safe on both sides."""


def tanh(z):
    return (np.exp(2.0 * z) - 1) / (np.exp(2.0 * z) + 1)
