"""Brackets in the wrong place: beta belongs to the old velocity alone."""


def momentum_step(w, v, g, lr, beta):
    v = beta * (v + g)
    return w - lr * v, v
