"""Your running maximum is a view of the pictures, so it wrote the maxima into them. Start
with a copy."""


def max_pool_forward(X, f, s):
    first, *others = _pixels(X, f, s)
    Y = X[first]
    for at in others:
        np.maximum(Y, X[at], out=Y)
    return Y.copy()
