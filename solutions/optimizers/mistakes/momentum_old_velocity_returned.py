"""The weights are right, but you returned the old velocity: the next step needs the
new one."""


def momentum_step(w, v, g, lr, beta):
    return w - lr * (beta * v + g), v
