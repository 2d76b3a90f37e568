"""Your two points are one and the same array, so that the difference is 0: `b = a`
makes no copy. Copy x for each point."""


def _slope(f, x, index, eps):
    above = below = np.array(x, dtype=np.float64)
    above[index] += eps
    below[index] -= eps
    return (f(above) - f(below)) / (2 * eps)
