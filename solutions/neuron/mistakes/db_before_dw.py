"""Your two gradients are in the other order: dw comes first, then db."""


def backward(x, w, b, y):
    z, a = forward(x, w, b)
    dz = 2 * (a - y) * (z > 0)
    return dz, dz * x
