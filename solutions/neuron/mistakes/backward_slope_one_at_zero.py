"""At z = 0 exactly you let the gradient through. Both conventions exist; this kata's
slope is 0 there."""


def backward(x, w, b, y):
    z, a = forward(x, w, b)
    dz = 2 * (a - y) * (z >= 0)
    return dz * x, dz
