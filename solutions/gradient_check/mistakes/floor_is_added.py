"""You added 1e-12 to the divisor. Both forms exist; here 1e-12 is used only where the
sum of the norms is smaller, and every other result stays exact."""


def relative_error(a, n):
    return np.linalg.norm(a - n) / (np.linalg.norm(a) + np.linalg.norm(n) + 1e-12)
