"""The old average fades, but the new square counts in full. Its weight is 1 - rho, so
that s is an average."""


def rmsprop_step(w, s, g, lr, rho=0.9, eps=1e-8):
    s = rho * s + g**2
    return w - lr * g / (np.sqrt(s) + eps), s
