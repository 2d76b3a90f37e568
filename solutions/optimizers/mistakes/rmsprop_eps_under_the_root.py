"""You added eps under the root. Both forms exist; this kata adds it outside: for tiny
gradients that is a great difference."""


def rmsprop_step(w, s, g, lr, rho=0.9, eps=1e-8):
    s = rho * s + (1 - rho) * g**2
    return w - lr * g / np.sqrt(s + eps), s
