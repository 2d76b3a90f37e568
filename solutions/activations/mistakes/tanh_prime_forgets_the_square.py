"""You have 1 minus tanh: almost 2 far on the left, where the slope is almost 0. A
square is missing."""


def tanh_prime(z):
    return 1 - np.tanh(z)
