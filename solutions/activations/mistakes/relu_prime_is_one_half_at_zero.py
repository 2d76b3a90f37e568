"""At z = 0 your slope is 1/2. Both forms exist, for there is no derivative at the
corner; this kata uses 0."""


def relu_prime(z):
    return np.heaviside(z, 0.5)
