"""You returned the sigmoid itself, which grows to 1. The slope fades on both sides: a
factor is missing that makes it small on the right."""


def sigmoid_prime(z):
    return sigmoid(z)
