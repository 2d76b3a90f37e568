"""Your s averages the gradient itself: signs cancel, and a negative average has no
root. Average its square."""


def rmsprop_step(w, s, g, lr, rho=0.9, eps=1e-8):
    s = rho * s + (1 - rho) * g
    return w - lr * g / (np.sqrt(s) + eps), s
