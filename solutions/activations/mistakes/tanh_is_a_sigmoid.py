"""Your values lie between 0 and 1, with 1/2 at 0: this is the sigmoid. tanh goes
through 0 and reaches from -1 to 1."""


def tanh(z):
    return sigmoid(z)
