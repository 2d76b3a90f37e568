"""The roots are missing: these are squared norms. A norm is the root of the sum of
squares."""


def relative_error(a, n):
    return np.sum((a - n) ** 2) / max(np.sum(a**2) + np.sum(n**2), 1e-12)
