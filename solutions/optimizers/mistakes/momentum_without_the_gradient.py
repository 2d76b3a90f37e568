"""Your velocity only shrinks: the gradient is added in each step."""


def momentum_step(w, v, g, lr, beta):
    v = beta * v
    return w - lr * v, v
