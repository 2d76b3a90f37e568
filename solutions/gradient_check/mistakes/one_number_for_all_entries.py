"""`x + eps` moves all entries together, and one number comes out. A gradient has one
slope for each entry: move one entry at a time."""


def numerical_gradient(f, x, eps=1e-5):
    x = np.array(x, dtype=np.float64)
    return (f(x + eps) - f(x - eps)) / (2 * eps)
