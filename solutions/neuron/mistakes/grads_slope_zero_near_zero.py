"""You take a z that is nearly 0 for 0. The slope is 0 at 0 itself and 1 at any positive z,
however small: compare with >, not with a tolerance."""


def grads(X, y, w, b):
    a = np.maximum(0, X @ w + b)
    dz = np.where(np.isclose(a, 0), 0, 2 * (a - y))
    return X.T @ dz / len(X), dz.mean()
