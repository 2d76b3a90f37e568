"""Entries that had their turn stay eps lower while the others are measured. Put each
one back, or begin with a new copy of x for each."""


def numerical_gradient(f, x, eps=1e-5):
    point, slopes = np.array(x, dtype=np.float64), np.empty(np.shape(x))
    for index in np.ndindex(point.shape):
        point[index] += eps
        above = f(point.copy())
        point[index] -= 2 * eps
        slopes[index] = (above - f(point.copy())) / (2 * eps)
    return slopes
