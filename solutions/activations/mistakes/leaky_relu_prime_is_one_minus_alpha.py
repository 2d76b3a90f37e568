"""On the left your slope is 1 - alpha. It is alpha itself."""


def leaky_relu_prime(z, alpha=0.01):
    return np.where(np.asarray(z) > 0, 1.0, 1 - alpha)
