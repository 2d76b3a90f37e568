"""The slopes are right, but they stand in one row. Give them the shape of x."""


def numerical_gradient(f, x, eps=1e-5):
    return np.array([_slope(f, x, index, eps) for index in np.ndindex(np.shape(x))])
