"""You added up the pixels in their own type: where that is uint8, sums wrap around at 256.
Make them floats before you add."""


def avg_pool_forward(X, f, s):
    return sum(X[at] for at in _pixels(X, f, s)) / f**2
