"""The weights are right, but you returned the old average: the next step needs the
new one."""


def rmsprop_step(w, s, g, lr, rho=0.9, eps=1e-8):
    new = rho * s + (1 - rho) * g**2
    return w - lr * g / (np.sqrt(new) + eps), s
