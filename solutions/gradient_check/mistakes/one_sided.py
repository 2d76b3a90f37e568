"""You looked at one side only, from x to x + eps. The error of that shrinks like eps;
look to both sides, and it shrinks like eps squared."""


def _slope(f, x, index, eps):
    above = np.array(x, dtype=np.float64)
    above[index] += eps
    return (f(above) - f(np.array(x, dtype=np.float64))) / eps
