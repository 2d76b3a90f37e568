"""A little of the gradient leaks through where z is negative. Both forms exist; this
kata's neuron is quite silent there, and its slope is exactly 0."""


def backward(x, w, b, y):
    z, a = forward(x, w, b)
    dz = 2 * (a - y) * np.where(z > 0, 1.0, 0.01)
    return dz * x, dz
