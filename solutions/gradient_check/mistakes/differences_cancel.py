"""You summed the differences with their signs, so those up and those down cancel. Take
the norm of the difference."""


def relative_error(a, n):
    return abs(np.sum(a - n)) / max(np.linalg.norm(a) + np.linalg.norm(n), 1e-12)
