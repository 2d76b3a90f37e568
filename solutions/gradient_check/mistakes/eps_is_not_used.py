"""A fixed 1e-5 stands where eps should: a caller with another eps gets your step."""


def numerical_gradient(f, x, eps=1e-5):
    slopes = [_slope(f, x, index, 1e-5) for index in np.ndindex(np.shape(x))]
    return np.reshape(slopes, np.shape(x))
