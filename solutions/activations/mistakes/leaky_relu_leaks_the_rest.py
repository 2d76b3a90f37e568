"""On the left your slope is 1 - alpha. It is alpha itself."""


def leaky_relu(z, alpha=0.01):
    return np.maximum(z, 0) + (1 - alpha) * np.minimum(z, 0)
