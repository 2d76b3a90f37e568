"""Your slope is 0 again above 6: this belongs to ReLU6. ReLU has no upper end."""


def relu_prime(z):
    return np.where((np.asarray(z) > 0) & (np.asarray(z) < 6), 1.0, 0.0)
