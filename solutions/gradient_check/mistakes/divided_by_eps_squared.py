"""You divided by eps squared. A slope is a difference over a distance, and the
distance is 2 eps."""


def _slope(f, x, index, eps):
    above, below = np.array(x, dtype=np.float64), np.array(x, dtype=np.float64)
    above[index] += eps
    below[index] -= eps
    return (f(above) - f(below)) / eps**2
