"""Your copy of a whole-number x holds only whole numbers, so a step of eps becomes none
at all or a whole 1. Make the copy in float64."""


def _slope(f, x, index, eps):
    kind = int if np.asarray(x).dtype.kind in "iu" else np.float64
    above, below = np.array(x, dtype=kind), np.array(x, dtype=kind)
    above[index] += eps
    below[index] -= eps
    return (f(above) - f(below)) / (2 * eps)
