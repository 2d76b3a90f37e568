"""At z = 0 your slope is 1. Both forms exist, for there is no derivative at the corner;
this kata uses 0, as PyTorch and TensorFlow do."""


def relu_prime(z):
    return np.where(z >= 0, 1.0, 0.0)
