"""You spread the gradient over all pixels of a window. That belongs to a pool of means;
of a maximum only the largest pixel has a share."""


def _stage_backward(dA, W, cache):
    X, Z, A = cache
    shares = np.repeat(np.repeat(dA * (A > 0) / 4, 2, axis=1), 2, axis=2)
    dZ = np.zeros_like(Z, dtype=float)
    dZ[:, : shares.shape[1], : shares.shape[2]] = shares
    return conv_backward(dZ, X, W, 0, 1)
