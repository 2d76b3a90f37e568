"""You returned the square of tanh, which is 0 at 0 where tanh is steepest. The slope is
what is missing from the square to 1."""


def tanh_prime(z):
    return np.tanh(z) ** 2
