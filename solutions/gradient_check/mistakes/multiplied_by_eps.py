"""`/ 2 * eps` divides by 2 and then multiplies by eps. Put brackets around the whole
divisor."""


def _slope(f, x, index, eps):
    above, below = np.array(x, dtype=np.float64), np.array(x, dtype=np.float64)
    above[index] += eps
    below[index] -= eps
    return (f(above) - f(below)) / 2 * eps
