"""The learning rate is not used: multiply the step by lr."""


def rmsprop_step(w, s, g, lr, rho=0.9, eps=1e-8):
    s = rho * s + (1 - rho) * g**2
    return w - g / (np.sqrt(s) + eps), s
