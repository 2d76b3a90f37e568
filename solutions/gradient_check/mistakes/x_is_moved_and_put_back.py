"""You move the caller's own x, hand it to f and put it back. An f that keeps it, writes
into it or uses x itself then goes wrong. Move the entries of copies."""


def numerical_gradient(f, x, eps=1e-5):
    if np.asarray(x).dtype != np.float64:
        x = np.array(x, dtype=np.float64)
    slopes = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        centre = x[index]
        x[index] = centre + eps
        above = f(x)
        x[index] = centre - eps
        below = f(x)
        x[index] = centre
        slopes[index] = (above - below) / (2 * eps)
    return slopes
