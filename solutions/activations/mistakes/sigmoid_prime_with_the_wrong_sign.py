"""Your slope is negative, but the sigmoid rises everywhere: the two terms of the
difference changed places."""


def sigmoid_prime(z):
    s = sigmoid(z)
    return s * (s - 1)
