"""At z = 0 your slope is 0, which belongs to neither side. There is no derivative at
the corner; this kata uses alpha."""


def leaky_relu_prime(z, alpha=0.01):
    return np.where(z > 0, 1.0, np.where(z < 0, alpha, 0.0))
