"""In place, on copies of its own, with two quotients."""


def binary_cross_entropy(p, y, eps=1e-7):
    p = np.array(p, dtype=float)
    p[p < eps] = eps
    p[p > 1 - eps] = 1 - eps
    no = np.log1p(-p)
    np.log(p, out=p)
    p *= y
    p += (1 - y) * no
    return float(-p.sum() / p.shape[0])


def binary_cross_entropy_grad(p, y, eps=1e-7):
    p = np.array(p, dtype=float)
    np.clip(p, eps, 1 - eps, out=p)
    dp = (1 - y) / (1 - p)
    dp -= y / p
    dp /= p.shape[0]
    return dp
