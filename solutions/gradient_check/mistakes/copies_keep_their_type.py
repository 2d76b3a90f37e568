"""Your copies take over the type of x. Among whole numbers a step of eps becomes none at
all or a whole 1, and in float32 a step of 1e-5 is mostly rounding. Make the copies in
float64, whatever x is."""


def _slope(f, x, index, eps):
    above, below = np.array(x), np.array(x)
    above[index] += eps
    below[index] -= eps
    return (f(above) - f(below)) / (2 * eps)
