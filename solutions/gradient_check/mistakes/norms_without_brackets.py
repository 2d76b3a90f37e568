"""Brackets are missing: you divided by the first norm and added the second. Put the
sum of the norms in brackets."""


def relative_error(a, n):
    return np.linalg.norm(a - n) / max(np.linalg.norm(a), 1e-12) + np.linalg.norm(n)
