"""1 over the square of cosh is right, but cosh overflows far from 0. Write the slope in
terms of tanh, which never grows."""


def tanh_prime(z):
    return 1 / np.cosh(z) ** 2
