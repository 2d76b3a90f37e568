"""You returned the mean of the slopes. The gradient has one slope for each p, and the
shape of p."""


def binary_cross_entropy_grad(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return np.mean((p - y) / (p * (1 - p)))
