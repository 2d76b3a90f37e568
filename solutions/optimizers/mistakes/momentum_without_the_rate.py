"""The learning rate is not used: multiply the velocity by lr."""


def momentum_step(w, v, g, lr, beta):
    v = beta * v + g
    return w - v, v
