"""You lifted p to eps, which saves log(p); but log(1 - p) still meets 0 when p is 1.
Clip on both sides."""


def binary_cross_entropy(p, y, eps=1e-7):
    p = np.maximum(np.asarray(p, dtype=np.float64), eps)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
