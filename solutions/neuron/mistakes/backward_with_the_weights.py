"""You multiplied by the weights. That is the slope along the inputs; along a weight, z
grows as fast as that weight's input says."""


def backward(x, w, b, y):
    z, a = forward(x, w, b)
    dz = 2 * (a - y) * (z > 0)
    return dz * w, dz
