"""Where the neuron is silent you returned a single 0 for dw. It keeps the shape of w
there too: a zero for each weight."""


def backward(x, w, b, y):
    z, a = forward(x, w, b)
    if z <= 0:
        return 0.0, 0.0
    return 2 * (a - y) * x, 2 * (a - y)
