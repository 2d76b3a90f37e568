"""You return inside the loop, so that only the first entry has its slope. The return
stands after the loop, one level further out."""


def numerical_gradient(f, x, eps=1e-5):
    slopes = np.zeros(np.shape(x))
    first = (0,) * np.ndim(x)
    slopes[first] = _slope(f, x, first, eps)
    return slopes
