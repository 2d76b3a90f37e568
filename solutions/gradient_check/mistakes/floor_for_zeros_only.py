"""You look after a divisor of exactly 0. Gradients of 1e-13 are rounding, and their
difference should not look large either: the divisor is at least 1e-12."""


def relative_error(a, n):
    size = np.linalg.norm(a) + np.linalg.norm(n)
    return np.linalg.norm(a - n) / size if size > 0 else 0.0
