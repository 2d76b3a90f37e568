"""You added eps to the denominator. Both forms exist; this kata clips p, and then no
denominator can be 0."""


def binary_cross_entropy_grad(p, y, eps=1e-7):
    p = np.asarray(p, dtype=np.float64)
    return (p - y) / (p * (1 - p) + eps) / len(p)
