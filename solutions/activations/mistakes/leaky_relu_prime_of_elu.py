"""Below 0 your slope is alpha exp(z), the one of ELU. Leaky ReLU is a straight line
there, and its slope does not change with z."""


def leaky_relu_prime(z, alpha=0.01):
    return np.where(z > 0, 1.0, alpha * np.exp(np.minimum(z, 0)))
