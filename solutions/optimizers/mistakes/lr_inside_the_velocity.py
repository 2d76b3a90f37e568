"""You put lr into the velocity. Both forms exist; in this kata the velocity holds
plain gradients, and lr scales the step."""


def momentum_step(w, v, g, lr, beta):
    v = beta * v + lr * g
    return w - v, v
