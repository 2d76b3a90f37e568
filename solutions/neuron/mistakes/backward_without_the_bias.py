"""Your gradients are those of a neuron without bias: on the way back, too, z is the
weighted sum plus b."""


def backward(x, w, b, y):
    z, a = forward(x, w, 0)
    dz = 2 * (a - y) * (z > 0)
    return dz * x, dz
