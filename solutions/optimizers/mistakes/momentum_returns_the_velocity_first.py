"""Your values are right, but the order is w, v."""


def momentum_step(w, v, g, lr, beta):
    v = beta * v + g
    return v, w - lr * v
