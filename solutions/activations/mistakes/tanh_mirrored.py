"""Your sign is turned: tanh is positive where z is positive."""


def tanh(z):
    return -np.tanh(z)
