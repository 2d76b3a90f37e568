"""You have the slope of a sigmoid, stretched to 1 at 0: it belongs to tanh(z/2) and
fades half as fast."""


def tanh_prime(z):
    s = sigmoid(z)
    return 4 * s * (1 - s)
