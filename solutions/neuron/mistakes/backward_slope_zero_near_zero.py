"""You take a z that is nearly 0 for 0. The slope is 0 at 0 itself and 1 at any positive z,
however small: compare with >, not with a tolerance."""


def backward(x, w, b, y):
    _, a = forward(x, w, b)
    dz = 0.0 if np.isclose(a, 0) else 2 * (a - y)
    return dz * x, dz
