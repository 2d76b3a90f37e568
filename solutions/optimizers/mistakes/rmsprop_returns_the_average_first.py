"""Your values are right, but the order is w, s."""


def rmsprop_step(w, s, g, lr, rho=0.9, eps=1e-8):
    s = rho * s + (1 - rho) * g**2
    return s, w - lr * g / (np.sqrt(s) + eps)
