"""Your db has one value for each input. A neuron has one bias, and db is one number; no
input takes part in it."""


def backward(x, w, b, y):
    z, a = forward(x, w, b)
    dz = 2 * (a - y) * (z > 0)
    return dz * x, dz * x
