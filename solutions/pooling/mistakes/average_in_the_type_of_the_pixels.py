"""Your means have the type of the pixels, and where those are whole numbers the
fractions are cut off."""


def avg_pool_forward(X, f, s):
    return sum(X[at] / f**2 for at in _pixels(X, f, s)).astype(X.dtype)
