"""This is the negative of the gradient. The cost grows when an output that is too large
grows further: there the slope along the bias is positive. The step turns the sign, not
the gradient."""


def backward(x, w, b, y):
    z, a = forward(x, w, b)
    dz = 2 * (y - a) * (z > 0)
    return dz * x, dz
