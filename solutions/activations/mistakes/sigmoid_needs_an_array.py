"""A plain number has no shape and no places to write to, so yours works for arrays
only. np.asarray makes an array without axes of it."""


def sigmoid(z):
    out = np.empty(z.shape)
    out[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
    out[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))
    return out
