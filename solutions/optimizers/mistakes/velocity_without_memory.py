"""Your velocity is the gradient alone: it has no memory. Keep beta times the old
velocity and add the gradient to it."""


def momentum_step(w, v, g, lr, beta):
    return w - lr * g, g * 1.0
