"""Your values are right where they are finite, but exp of a large number overflows with
a warning. The sigmoid of the activations kata is exact at any size: import it."""


def sigmoid(z):
    return 1 / (1 + np.exp(-z))
