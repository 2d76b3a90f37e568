"""You multiplied the norms. Then the error changes with the unit of the gradients:
add them."""


def relative_error(a, n):
    size = np.linalg.norm(a) * np.linalg.norm(n)
    return np.linalg.norm(a - n) / max(size, 1e-12)
