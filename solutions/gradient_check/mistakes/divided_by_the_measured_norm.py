"""You divided by the size of the measured gradient only. Both forms exist; this kata
divides by the sum of both norms, so that the order does not matter."""


def relative_error(a, n):
    return np.linalg.norm(a - n) / max(np.linalg.norm(n), 1e-12)
