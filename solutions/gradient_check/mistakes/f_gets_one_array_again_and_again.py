"""f gets the same array in every call, so what it keeps changes later, and what it
writes there is in your next point. Hand f a new copy each time."""


def numerical_gradient(f, x, eps=1e-5):
    point, slopes = np.array(x, dtype=np.float64), np.empty(np.shape(x))
    for index in np.ndindex(point.shape):
        centre = point[index]
        point[index] = centre + eps
        above = f(point)
        point[index] = centre - eps
        below = f(point)
        point[index] = centre
        slopes[index] = (above - below) / (2 * eps)
    return slopes
