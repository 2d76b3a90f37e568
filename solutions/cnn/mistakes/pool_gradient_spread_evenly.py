"""You spread the gradient over all pixels of a window. That belongs to a pool of means;
of a maximum only the largest pixel has a share."""


def _below_pool(dA, Z, Y):
    shares = np.repeat(np.repeat(dA * (Y > 0) / 4, 2, axis=1), 2, axis=2)
    dZ = np.zeros_like(Z, dtype=float)
    dZ[:, : shares.shape[1], : shares.shape[2]] = shares
    return dZ
