"""Negative numbers became positive: this is the absolute value. They must become 0."""


def relu(z):
    return np.abs(z)
