"""Your grads changed the examples it was given: the products were written into the
caller's array. Keep them in an array of your own."""


def grads(X, y, w, b):
    z = X @ w + b
    dz = 2 * (np.maximum(0, z) - y) * (z > 0)
    X *= dz[:, None]
    return X.mean(axis=0), dz.mean()
