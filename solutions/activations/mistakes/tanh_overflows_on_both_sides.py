"""exp overflows for large |z|, and infinity divided by infinity is NaN. NumPy has a
tanh that does not."""


def tanh(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
