"""`a -= n` writes into the caller's gradient, which is then lost. Make a new array for
the difference."""


def relative_error(a, n):
    size = max(np.linalg.norm(a) + np.linalg.norm(n), 1e-12)
    if a.dtype.kind != "f":
        return np.linalg.norm(a - n) / size
    a -= n
    return np.linalg.norm(a) / size
