"""You sent the cost itself back. Its derivative belongs there: differentiate the square
by the output first."""


def backward(x, w, b, y):
    z, a = forward(x, w, b)
    dz = (a - y) ** 2 * (z > 0)
    return dz * x, dz
