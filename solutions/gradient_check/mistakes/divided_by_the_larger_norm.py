"""You divided by the larger of the two norms. Both forms exist; this kata divides by
their sum."""


def relative_error(a, n):
    return np.linalg.norm(a - n) / max(np.linalg.norm(a), np.linalg.norm(n), 1e-12)
