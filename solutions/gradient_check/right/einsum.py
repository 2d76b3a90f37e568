"""np.nditer for the indices, einsum and hypot for the norms."""


def numerical_gradient(f, x, eps=1e-5):
    slopes = np.zeros_like(x, dtype=np.float64)
    walk = np.nditer(x, flags=["multi_index"])
    for _ in walk:
        step = np.zeros(x.shape)
        step[walk.multi_index] = eps
        up, down = f(x + step), f(x - step)
        slopes[walk.multi_index] = up / (2 * eps) - down / (2 * eps)
    return slopes


def relative_error(a, n):
    a, n = np.ravel(a).astype(float), np.ravel(n).astype(float)
    gap = np.sqrt(np.einsum("i,i->", a - n, a - n))
    return gap / max(np.hypot.reduce(a) + np.hypot.reduce(n), 1e-12)
