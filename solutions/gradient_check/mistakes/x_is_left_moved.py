"""After your check the caller's x is not what it was: its entries have moved by eps.
Move the entries of a copy."""


def numerical_gradient(f, x, eps=1e-5):
    if np.asarray(x).dtype != np.float64:
        x = np.array(x, dtype=np.float64)
    slopes = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += eps
        above = f(x.copy())
        x[index] -= 2 * eps
        slopes[index] = (above - f(x.copy())) / (2 * eps)
    return slopes
