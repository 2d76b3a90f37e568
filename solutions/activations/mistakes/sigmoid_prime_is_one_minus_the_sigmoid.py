"""You returned 1 minus the sigmoid, which stays 1 on the left. The slope fades on both
sides: a factor is missing that makes it small there."""


def sigmoid_prime(z):
    return 1 - sigmoid(z)
