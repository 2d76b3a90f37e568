"""You returned only 0 and 1. The sigmoid is the smooth step between them."""


def sigmoid(z):
    return np.where(z > 0, 1.0, 0.0)
