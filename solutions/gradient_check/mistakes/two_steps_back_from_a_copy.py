"""From a fresh copy of x you went back by 2 eps. Two eps lead back from the moved
point; from x itself it is one."""


def _slope(f, x, index, eps):
    above, below = np.array(x, dtype=np.float64), np.array(x, dtype=np.float64)
    above[index] += eps
    below[index] -= 2 * eps
    return (f(above) - f(below)) / (2 * eps)
