"""Two gradients of zeros make this 0 / 0. The divisor must be at least 1e-12."""


def relative_error(a, n):
    return np.linalg.norm(a - n) / (np.linalg.norm(a) + np.linalg.norm(n))
