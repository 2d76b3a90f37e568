"""You lowered p to 1 - eps, which saves log(1 - p); but log(p) still meets 0 when p is
0. Clip on both sides."""


def binary_cross_entropy(p, y, eps=1e-7):
    p = np.minimum(np.asarray(p, dtype=np.float64), 1 - eps)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
