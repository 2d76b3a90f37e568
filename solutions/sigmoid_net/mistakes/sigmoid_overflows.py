"""exp of a large number is inf, and NumPy warns. The sigmoid of the earlier kata chooses
the exponent that cannot overflow."""


def sigmoid(z):
    return 1 / (1 + np.exp(-z))
