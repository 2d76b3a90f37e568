"""Where z is negative or 0 the neuron is silent, and a small change of w or b changes
nothing: the gradient is 0 there. The slope of the cut-off is missing from your
chain."""


def backward(x, w, b, y):
    _, a = forward(x, w, b)
    dz = 2 * (a - y)
    return dz * x, dz
