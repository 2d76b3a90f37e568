"""Your two points are x + eps and x itself, only eps apart, but you divide by 2 eps.
The second point is x - eps."""


def _slope(f, x, index, eps):
    above = np.array(x, dtype=np.float64)
    above[index] += eps
    below = above.copy()
    below[index] -= eps
    return (f(above) - f(below)) / (2 * eps)
