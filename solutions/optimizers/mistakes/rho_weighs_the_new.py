"""rho weighs the new square in your average. Both forms exist; in this kata rho
weighs the old average, and the new square gets 1 - rho."""


def rmsprop_step(w, s, g, lr, rho=0.9, eps=1e-8):
    s = (1 - rho) * s + rho * g**2
    return w - lr * g / (np.sqrt(s) + eps), s
