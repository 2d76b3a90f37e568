"""dw is right, and db is half of what it should be: the 2 of the square belongs to
both."""


def backward(x, w, b, y):
    z, a = forward(x, w, b)
    dz = 2 * (a - y) * (z > 0)
    return dz * x, dz / 2
