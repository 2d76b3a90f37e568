"""You compare how long the two gradients are. They may be equally long and point in
different directions: take the norm of the difference."""


def relative_error(a, n):
    of_a, of_n = np.linalg.norm(a), np.linalg.norm(n)
    return abs(of_a - of_n) / max(of_a + of_n, 1e-12)
