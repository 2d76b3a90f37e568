"""You multiplied db by the bias itself. z grows by exactly as much as the bias does,
whatever its value."""


def backward(x, w, b, y):
    z, a = forward(x, w, b)
    dz = 2 * (a - y) * (z > 0)
    return dz * x, dz * b
