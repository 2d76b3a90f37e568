"""You returned 0 and 1: this is the slope of ReLU. ReLU itself passes positive z on as
it is."""


def relu(z):
    return np.where(z > 0, 1.0, 0.0)
