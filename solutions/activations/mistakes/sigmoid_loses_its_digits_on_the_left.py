"""For negative z you take 1 minus something close to 1 (or add tanh, close to -1, to
1): the digits cancel, and at -40 only 0 is left. Use a fraction without a
difference."""


def sigmoid(z):
    return 0.5 * (1 + np.tanh(0.5 * z))
