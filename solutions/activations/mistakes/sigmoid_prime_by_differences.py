"""You divided a small difference of two sigmoids by a small step: a good check, but
only a few digits are right. The exact slope follows from the sigmoid's own value."""


def sigmoid_prime(z):
    return (sigmoid(z + 1e-5) - sigmoid(z)) / 1e-5
