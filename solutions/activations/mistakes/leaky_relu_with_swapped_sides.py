"""You scaled the positive side and passed the negative one. It is the negative side
that gets alpha."""


def leaky_relu(z, alpha=0.01):
    return np.where(z > 0, alpha * z, z)
