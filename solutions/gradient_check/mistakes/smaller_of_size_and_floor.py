"""You took the smaller of size and floor, min. The floor is for sizes below it:
max."""


def relative_error(a, n):
    size = np.linalg.norm(a) + np.linalg.norm(n)
    return np.linalg.norm(a - n) / min(size, 1e-12)
