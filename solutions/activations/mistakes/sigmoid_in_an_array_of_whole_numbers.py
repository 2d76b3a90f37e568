"""Your result array took over the whole-number type of z, so every value was cut down
to 0. Create it with a float type."""


def sigmoid(z):
    e = np.exp(-np.abs(z))
    out = np.zeros_like(z)
    out[...] = np.where(np.asarray(z) < 0, e, 1.0) / (1.0 + e)
    return out
