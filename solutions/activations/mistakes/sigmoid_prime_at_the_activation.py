"""You applied the sigmoid twice, so the slope never falls below 0.19. It is the slope
at z, not at sigmoid(z)."""


def sigmoid_prime(z):
    s = sigmoid(sigmoid(z))
    return s * (1 - s)
