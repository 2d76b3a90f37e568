"""At z = 0 exactly your slope is one half. Both conventions exist; this kata's slope is
0 there."""


def backward(x, w, b, y):
    z, a = forward(x, w, b)
    dz = 2 * (a - y) * np.heaviside(z, 0.5)
    return dz * x, dz
