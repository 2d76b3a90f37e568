"""You have ReLU of -z: the sign of z was turned on the way."""


def relu(z):
    return np.maximum(np.negative(z), 0)
