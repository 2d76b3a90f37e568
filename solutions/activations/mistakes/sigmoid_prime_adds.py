"""Inside the bracket stands 1 minus the sigmoid, and yours has a plus: the slope must
fade where the sigmoid comes close to 1."""


def sigmoid_prime(z):
    s = sigmoid(z)
    return s * (1 + s)
