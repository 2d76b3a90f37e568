"""You clipped in the precision of p. In float32 a small eps is lost, because 1 - eps
rounds to 1, and log(0) is back. Compute in float64, or with an eps that float32 can
hold."""


def binary_cross_entropy(p, y, eps=1e-7):
    p = np.clip(p, p.dtype.type(eps), p.dtype.type(1 - eps))
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
