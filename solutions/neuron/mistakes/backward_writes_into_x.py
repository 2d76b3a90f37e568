"""Your backward changed the inputs it was given: dw was written into the caller's
array. Keep it in an array of your own."""


def backward(x, w, b, y):
    z, a = forward(x, w, b)
    dz = 2 * (a - y) * (z > 0)
    x *= dz
    return x, dz
