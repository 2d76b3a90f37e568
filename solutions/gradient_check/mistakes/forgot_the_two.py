"""Every slope is twice too large: the two points are not eps apart but 2 eps."""


def _slope(f, x, index, eps):
    above, below = np.array(x, dtype=np.float64), np.array(x, dtype=np.float64)
    above[index] += eps
    below[index] -= eps
    return (f(above) - f(below)) / eps
