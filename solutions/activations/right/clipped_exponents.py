"""Clips only the exponents that would overflow in any type; slopes by whole numbers."""


def sigmoid(z):
    below = np.exp(np.minimum(z, 0.0))
    above = np.exp(-np.maximum(z, 0.0))
    return below / (below + above)


def tanh(z):
    e = np.expm1(-2.0 * np.abs(z))
    return -np.sign(z) * e / (e + 2)


def relu(z):
    return np.clip(z, 0, None)


def leaky_relu(z, alpha=0.01):
    return z * leaky_relu_prime(z, alpha)


def sigmoid_prime(z):
    e = np.exp(-np.abs(z))
    return e / (1 + e) ** 2


def tanh_prime(z):
    e = np.exp(-2.0 * np.abs(z))
    return 4 * e / (1 + e) ** 2


def relu_prime(z):
    return 1 * (z > 0)


def leaky_relu_prime(z, alpha=0.01):
    return np.where(z > 0, 1, alpha)
