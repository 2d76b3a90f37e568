"""You moved all entries together, so that every slope is the sum of all of them. Move
one entry, leave the others, and do that for each."""


def numerical_gradient(f, x, eps=1e-5):
    x = np.array(x, dtype=np.float64)
    return np.full(x.shape, (f(x + eps) - f(x - eps)) / (2 * eps))
