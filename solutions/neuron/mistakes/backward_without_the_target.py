"""You differentiated the square of the output alone. The cost is the square of the
error: the target is missing."""


def backward(x, w, b, y):
    z, a = forward(x, w, b)
    dz = 2 * a * (z > 0)
    return dz * x, dz
