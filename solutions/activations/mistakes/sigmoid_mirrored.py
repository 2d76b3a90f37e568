"""You computed the sigmoid of -z: yours falls where it should rise. The exponent
carries a minus sign."""


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z < 0, 1.0, e) / (1.0 + e)
