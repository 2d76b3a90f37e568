"""You differentiated with respect to y. The network changes p, so the
slope is needed with respect to p."""


def binary_cross_entropy_grad(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return (np.log(1 - p) - np.log(p)) / len(p)
