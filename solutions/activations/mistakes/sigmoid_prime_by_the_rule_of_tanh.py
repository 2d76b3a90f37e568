"""1 minus the square is the rule for tanh. The sigmoid has another: its slope at 0 is
1/4."""


def sigmoid_prime(z):
    return 1 - sigmoid(z) ** 2
