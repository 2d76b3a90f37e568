"""You squared 1 - tanh(z) as a whole. Only tanh(z) is squared: 1 - tanh(z)**2."""


def tanh_prime(z):
    return (1 - np.tanh(z)) ** 2
