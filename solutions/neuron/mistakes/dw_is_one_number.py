"""Your dw is a single number, equal to db. There is one slope for each weight, and it
depends on that weight's input."""


def backward(x, w, b, y):
    z, a = forward(x, w, b)
    dz = 2 * (a - y) * (z > 0)
    return dz, dz
