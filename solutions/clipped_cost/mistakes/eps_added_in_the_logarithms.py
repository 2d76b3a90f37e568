"""You added eps inside the logarithms. Both forms exist; this kata clips: only what is
beyond eps or 1 - eps is moved, and everything else stays exact."""


def binary_cross_entropy(p, y, eps=1e-7):
    p = np.asarray(p, dtype=np.float64)
    return -np.mean(y * np.log(p + eps) + (1 - y) * np.log(1 - p + eps))
