"""You copied x in float32, which keeps 7 digits: a step of 1e-5 drowns in their
rounding. Use float64."""


def _slope(f, x, index, eps):
    above, below = np.array(x, dtype=np.float32), np.array(x, dtype=np.float32)
    above[index] += eps
    below[index] -= eps
    return (f(above) - f(below)) / (2 * eps)
