"""For a transposed array `ravel` and `reshape(-1)` may give a copy, and moving an entry
of it moves nothing in the array that f gets. Use whole indices, as `np.ndindex` gives
them."""


def numerical_gradient(f, x, eps=1e-5):
    slopes = []
    for i in range(np.size(x)):
        above, below = np.array(x, dtype=np.float64), np.array(x, dtype=np.float64)
        above.reshape(-1)[i] += eps
        below.reshape(-1)[i] -= eps
        slopes.append((f(above) - f(below)) / (2 * eps))
    return np.reshape(slopes, np.shape(x))
