"""You copy a float32 x as float32, where a step of 1e-5 is mostly rounding. Make the
copies in float64, whatever x is."""


def _slope(f, x, index, eps):
    kind = np.float32 if np.asarray(x).dtype == np.float32 else np.float64
    above, below = np.array(x, dtype=kind), np.array(x, dtype=kind)
    above[index] += eps
    below[index] -= eps
    return (f(above) - f(below)) / (2 * eps)
