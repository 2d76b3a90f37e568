"""Your copies and your slopes take over the type of x. Among whole numbers a step of eps
becomes none at all or a whole 1, and in float32 a step of 1e-5 is mostly rounding. Make
both in float64, whatever x is."""


def numerical_gradient(f, x, eps=1e-5):
    slopes = np.zeros_like(x)
    for index in np.ndindex(np.shape(x)):
        above, below = np.array(x), np.array(x)
        above[index] += eps
        below[index] -= eps
        slopes[index] = (f(above) - f(below)) / (2 * eps)
    return slopes
