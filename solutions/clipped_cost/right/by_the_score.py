"""Back to the score log(p / (1 - p)), and the chain rule from there, in einsum."""


def binary_cross_entropy(p, y, eps=1e-7):
    p = np.clip(p.astype(np.float64), eps, 1 - eps).ravel()
    z = np.log(p) - np.log1p(-p)
    return (np.logaddexp(0, z).sum() - np.einsum("i,i->", y.ravel(), z)) / p.size


def binary_cross_entropy_grad(p, y, eps=1e-7):
    p = np.clip(p.astype(np.float64), eps, 1 - eps)
    dz = (p - y) / p.size
    return np.einsum("...,...->...", dz, 1 / p + 1 / (1 - p))
