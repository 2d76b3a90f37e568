"""Below 0 your slope is 0: this belongs to plain ReLU. The leak makes it alpha."""


def leaky_relu_prime(z, alpha=0.01):
    return np.where(z > 0, 1.0, 0.0)
