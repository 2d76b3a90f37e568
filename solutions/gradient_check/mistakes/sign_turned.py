"""The sign is wrong: take the value above minus the value below."""


def _slope(f, x, index, eps):
    above, below = np.array(x, dtype=np.float64), np.array(x, dtype=np.float64)
    above[index] += eps
    below[index] -= eps
    return (f(below) - f(above)) / (2 * eps)
