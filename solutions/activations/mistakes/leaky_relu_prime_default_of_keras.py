"""Your slope is 0.3 when no alpha is given. Libraries differ here; this kata uses
0.01."""


def leaky_relu_prime(z, alpha=0.3):
    return np.where(z > 0, 1.0, alpha)
