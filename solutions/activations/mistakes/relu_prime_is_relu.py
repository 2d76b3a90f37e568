"""You returned z where z is positive. The slope there is 1, however large z is."""


def relu_prime(z):
    return np.maximum(z, 0)
