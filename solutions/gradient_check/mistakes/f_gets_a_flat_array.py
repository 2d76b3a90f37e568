"""You hand f a flat array. f was written for arrays of the shape of x: give the points
that shape again before the call."""


def numerical_gradient(f, x, eps=1e-5):
    flat = np.array(x, dtype=np.float64).ravel()
    slopes = [_slope(f, flat, (i,), eps) for i in range(flat.size)]
    return np.reshape(slopes, np.shape(x))
