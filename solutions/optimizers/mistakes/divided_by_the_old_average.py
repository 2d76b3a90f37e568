"""You divided by the root of the average from before this gradient. Update s first,
then divide by the root of the new one."""


def rmsprop_step(w, s, g, lr, rho=0.9, eps=1e-8):
    return w - lr * g / (np.sqrt(s) + eps), rho * s + (1 - rho) * g**2
