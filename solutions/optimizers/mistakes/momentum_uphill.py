"""You added the step: that climbs. The gradient points uphill, so subtract."""


def momentum_step(w, v, g, lr, beta):
    v = beta * v + g
    return w + lr * v, v
