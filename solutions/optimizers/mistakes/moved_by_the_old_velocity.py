"""The weights moved by the velocity from before this gradient. Update the velocity
first, then move by the new one."""


def momentum_step(w, v, g, lr, beta):
    return w - lr * v, beta * v + g
