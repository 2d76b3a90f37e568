"""Above 0 your slope is 1 + alpha. The leak belongs to the negative side only."""


def leaky_relu_prime(z, alpha=0.01):
    return np.where(z > 0, 1.0, 0.0) + alpha
