"""Your gate is the wrong way round: the gradient goes through where z is negative,
where the neuron is silent. It passes where z is positive."""


def backward(x, w, b, y):
    z, a = forward(x, w, b)
    dz = 2 * (a - y) * (z < 0)
    return dz * x, dz
