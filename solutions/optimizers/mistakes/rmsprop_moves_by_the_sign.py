"""You moved by the sign of the gradient over the root. The gradient itself stands
above."""


def rmsprop_step(w, s, g, lr, rho=0.9, eps=1e-8):
    s = rho * s + (1 - rho) * g**2
    return w - lr * np.sign(g) / (np.sqrt(s) + eps), s
