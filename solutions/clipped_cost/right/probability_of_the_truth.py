"""One logarithm, of the probability given to what happened."""


def binary_cross_entropy(p, y, eps=1e-7):
    right = np.where(y == 1, p, 1 - p).astype(float)
    return np.mean(-np.log(np.minimum(np.maximum(right, eps), 1 - eps)))


def binary_cross_entropy_grad(p, y, eps=1e-7):
    right = np.clip(np.where(y == 1, p, 1 - p).astype(float), eps, 1 - eps)
    return np.where(y == 1, -1.0, 1.0) / (right * p.size)
