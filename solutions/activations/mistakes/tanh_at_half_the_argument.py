"""You have tanh(z/2): a sigmoid stretched from -1 to 1 rises half as fast as tanh. The
sigmoid must be taken at 2z."""


def tanh(z):
    return 2 * sigmoid(z) - 1
