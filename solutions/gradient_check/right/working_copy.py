"""One working copy, moved in place and put back; f gets copies of it."""


def numerical_gradient(f, x, eps=1e-5):
    point = x.astype(np.float64)
    slopes = np.zeros(x.shape)
    for index in np.ndindex(*x.shape):
        centre = point[index]
        point[index] = centre + eps
        slopes[index] = f(point.copy())
        point[index] = centre - eps
        slopes[index] -= f(point.copy())
        point[index] = centre
    slopes /= 2 * eps
    return slopes


def relative_error(a, n):
    difference = np.array(a, dtype=float)
    difference -= n
    size = np.linalg.norm(np.ravel(a)) + np.linalg.norm(np.ravel(n))
    if size < 1e-12:
        size = 1e-12
    return np.asarray(np.linalg.norm(difference) / size)
