"""At z = 0 your slope is 1. There is no derivative at the corner, so both forms exist;
this kata uses alpha."""


def leaky_relu_prime(z, alpha=0.01):
    return np.where(z >= 0, 1.0, alpha)
