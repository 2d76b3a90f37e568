"""You divided by the mean of the two norms, and your error is twice this kata's. Both
forms exist; here it is their sum."""


def relative_error(a, n):
    size = (np.linalg.norm(a) + np.linalg.norm(n)) / 2
    return np.linalg.norm(a - n) / max(size, 1e-12)
