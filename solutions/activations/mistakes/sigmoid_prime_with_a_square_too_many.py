"""You squared the sigmoid inside the bracket. Both factors hold it to the first
power."""


def sigmoid_prime(z):
    s = sigmoid(z)
    return s * (1 - s**2)
