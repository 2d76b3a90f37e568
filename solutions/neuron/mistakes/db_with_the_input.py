"""Your db is the sum of dw. The bias meets no input on its way into z, so no input
belongs in its slope."""


def backward(x, w, b, y):
    z, a = forward(x, w, b)
    dz = 2 * (a - y) * (z > 0)
    return dz * x, np.sum(dz * x)
