"""Your step grows with the entry of x. That is wise where entries differ very much in
size; this kata moves every entry by eps itself."""


def _slope(f, x, index, eps):
    above, below = np.array(x, dtype=np.float64), np.array(x, dtype=np.float64)
    step = eps * max(1, abs(above[index]))
    above[index] += step
    below[index] -= step
    return (f(above) - f(below)) / (2 * step)
