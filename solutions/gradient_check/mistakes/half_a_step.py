"""You move by half of eps to each side and divide by eps. Both forms exist; this kata
moves by a whole eps to each side and divides by 2 eps."""


def _slope(f, x, index, eps):
    above, below = np.array(x, dtype=np.float64), np.array(x, dtype=np.float64)
    above[index] += eps / 2
    below[index] -= eps / 2
    return (f(above) - f(below)) / eps
