"""np.max(z, 0) is the largest of each column: the 0 is taken for an axis.
np.maximum(z, 0) compares number by number."""


def relu(z):
    return np.max(z, 0)
