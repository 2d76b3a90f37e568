"""Your floor is 1e-8, which makes differences of gradients of that size look small.
Here it is 1e-12."""


def relative_error(a, n):
    return np.linalg.norm(a - n) / max(np.linalg.norm(a) + np.linalg.norm(n), 1e-8)
