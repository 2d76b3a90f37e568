"""You lifted each denominator to eps by itself, so a p near its label is not clipped
at all. Both forms exist; this kata clips p on both sides, and there the slope has size
1/(1 - eps), over m."""


def binary_cross_entropy_grad(p, y, eps=1e-7):
    p = np.asarray(p, dtype=np.float64)
    return ((1 - y) / np.maximum(1 - p, eps) - y / np.maximum(p, eps)) / len(p)
