"""You summed absolute values. Both norms exist; this kata takes the root of the sum of
the squares."""


def relative_error(a, n):
    return np.abs(a - n).sum() / max(np.abs(a).sum() + np.abs(n).sum(), 1e-12)
