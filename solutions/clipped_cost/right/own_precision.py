"""Stays in the precision of p, with an eps it can hold; 0-d array and float32 out."""


def inside(p, eps):
    eps = max(eps, float(np.finfo(p.dtype).eps))
    return np.clip(p, eps, 1 - eps).astype(p.dtype)


def binary_cross_entropy(p, y, eps=1e-7):
    p = inside(p, eps)
    y = y.astype(p.dtype)
    return np.asarray(-(y * np.log(p) + (1 - y) * np.log(1 - p)).mean())


def binary_cross_entropy_grad(p, y, eps=1e-7):
    p = inside(p, eps)
    y = y.astype(p.dtype)
    return -(y / p - (1 - y) / (1 - p)) / p.dtype.type(len(p))
