"""Nothing keeps your denominator from 0: a weight without a gradient gives 0/0. Add
eps to the root."""


def rmsprop_step(w, s, g, lr, rho=0.9, eps=1e-8):
    s = rho * s + (1 - rho) * g**2
    return w - lr * g / np.sqrt(s), s
