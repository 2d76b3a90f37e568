"""Your sign is wrong: tanh is positive where z is positive."""


def tanh(z):
    return -np.tanh(z)
