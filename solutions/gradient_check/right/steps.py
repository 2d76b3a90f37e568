"""A step that is zero but for one entry, and sums in place of norms."""


def numerical_gradient(f, x, eps=1e-5):
    x = np.asarray(x, dtype=float)
    steps = eps * np.eye(x.size).reshape((x.size, *x.shape))
    return np.array([f(x + s) - f(x - s) for s in steps]).reshape(x.shape) / eps / 2


def relative_error(a, n):
    size = np.sqrt((a * a).sum()) + np.sqrt((n * n).sum())
    return float(np.sqrt(((a - n) ** 2).sum()) / np.maximum(size, 1e-12))
