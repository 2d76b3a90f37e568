"""You returned the sigmoid, the slope of softplus. ReLU has a sharp corner: its slope
is 0 or 1 and nothing between."""


def relu_prime(z):
    return sigmoid(z)
