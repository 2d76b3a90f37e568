"""np.where works out both of its branches before it chooses, so the one you do not want
still overflows. Make one exponential that is safe for both signs first."""


def sigmoid(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))
