"""You divided by the norm of a + n. Where they point in opposite directions that is
almost 0: add the two norms."""


def relative_error(a, n):
    return np.linalg.norm(a - n) / max(np.linalg.norm(a + n), 1e-12)
