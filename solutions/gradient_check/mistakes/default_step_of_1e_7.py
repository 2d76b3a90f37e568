"""Your step is 1e-7 where the caller names none. Other courses use that; here the
default is 1e-5, because at 1e-7 rounding already costs two more digits."""


def numerical_gradient(f, x, eps=1e-7):
    slopes = [_slope(f, x, index, eps) for index in np.ndindex(np.shape(x))]
    return np.reshape(slopes, np.shape(x))
