"""You return how much f changes. A slope is that change over the distance between the
two points, which is 2 eps."""


def _slope(f, x, index, eps):
    above, below = np.array(x, dtype=np.float64), np.array(x, dtype=np.float64)
    above[index] += eps
    below[index] -= eps
    return f(above) - f(below)
