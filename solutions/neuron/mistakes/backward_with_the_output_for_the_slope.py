"""You multiplied by the output where its slope belongs. A positive z passes straight
through: the slope there is 1, however large z is."""


def backward(x, w, b, y):
    _, a = forward(x, w, b)
    dz = 2 * (a - y) * a
    return dz * x, dz
