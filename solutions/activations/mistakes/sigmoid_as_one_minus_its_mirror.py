"""For negative z you take 1 minus the sigmoid of -z, which is close to 1: the digits
cancel, and at -40 only 0 is left. Use a fraction without a difference."""


def sigmoid(z):
    s = 1 / (1 + np.exp(-np.abs(z)))
    return np.where(z >= 0, s, 1 - s)
