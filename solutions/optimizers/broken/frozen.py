"""No step moves a weight."""


def momentum_step(w, v, g, lr, beta):
    return w, v


def rmsprop_step(w, s, g, lr, rho=0.9, eps=1e-8):
    return w, s


def adam_step(w, m, v, t, g, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    return w, m, v, t + 1
