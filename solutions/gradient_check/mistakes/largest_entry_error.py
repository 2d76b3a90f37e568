"""You computed a relative error for each entry and took the largest. Both measures
exist; this kata takes norms over all entries first, and divides once."""


def relative_error(a, n):
    return np.max(np.abs(a - n) / np.maximum(np.abs(a) + np.abs(n), 1e-12))
