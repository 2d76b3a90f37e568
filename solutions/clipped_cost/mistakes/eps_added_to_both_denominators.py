"""You added eps to p and to 1 - p. Both forms exist; this kata clips: only what is
beyond eps or 1 - eps is moved, and everything else stays exact."""


def binary_cross_entropy_grad(p, y, eps=1e-7):
    p = np.asarray(p, dtype=np.float64)
    return ((1 - y) / (1 - p + eps) - y / (p + eps)) / len(p)
