"""You divided by alpha on the left, which makes the leak steep instead of gentle.
Multiply."""


def leaky_relu(z, alpha=0.01):
    return np.where(z > 0, z, z / alpha)
