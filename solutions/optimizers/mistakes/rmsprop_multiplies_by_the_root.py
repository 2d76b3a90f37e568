"""You multiplied by the root of the average. Divide by it, so that all weights move
alike."""


def rmsprop_step(w, s, g, lr, rho=0.9, eps=1e-8):
    s = rho * s + (1 - rho) * g**2
    return w - lr * g * (np.sqrt(s) + eps), s
