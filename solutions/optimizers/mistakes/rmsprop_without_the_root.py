"""You divided by the average square itself. Take its root: only that has the size of
a gradient, and otherwise small gradients make giant steps."""


def rmsprop_step(w, s, g, lr, rho=0.9, eps=1e-8):
    s = rho * s + (1 - rho) * g**2
    return w - lr * g / (s + eps), s
