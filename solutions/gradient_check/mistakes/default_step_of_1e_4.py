"""Your step is 1e-4 where the caller names none. Many courses use that; here the
default is 1e-5."""


def numerical_gradient(f, x, eps=1e-4):
    slopes = [_slope(f, x, index, eps) for index in np.ndindex(np.shape(x))]
    return np.reshape(slopes, np.shape(x))
