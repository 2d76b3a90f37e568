"""This is the formula with four points, which is more exact. Both forms exist; this
kata uses the one with two points, x + eps and x - eps."""


def _slope(f, x, index, eps):
    def value(steps):
        point = np.array(x, dtype=np.float64)
        point[index] += steps * eps
        return f(point)

    return (8 * (value(1) - value(-1)) - (value(2) - value(-2))) / (12 * eps)
