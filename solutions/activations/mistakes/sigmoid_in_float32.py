"""You computed in float32, which has seven digits and ends near 1e-38. Keep the
precision that z came with."""


def sigmoid(z):
    z = np.float32(z)
    e = np.exp(-np.abs(z))
    return np.where(z < 0, e, 1.0) / (1.0 + e)
