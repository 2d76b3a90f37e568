"""You weighed the gradient by 1 - beta, so that the velocity is an average. Both
forms exist; this kata adds the whole gradient."""


def momentum_step(w, v, g, lr, beta):
    v = beta * v + (1 - beta) * g
    return w - lr * v, v
