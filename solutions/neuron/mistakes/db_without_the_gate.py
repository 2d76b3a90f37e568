"""dw is cut off where the neuron is silent, but db is not. The bias moves nothing there
either: its slope is 0 as well."""


def backward(x, w, b, y):
    z, a = forward(x, w, b)
    return 2 * (a - y) * (z > 0) * x, 2 * (a - y)
