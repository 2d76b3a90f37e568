"""You added the step: that climbs. The gradient points uphill, so subtract."""


def rmsprop_step(w, s, g, lr, rho=0.9, eps=1e-8):
    s = rho * s + (1 - rho) * g**2
    return w + lr * g / (np.sqrt(s) + eps), s
