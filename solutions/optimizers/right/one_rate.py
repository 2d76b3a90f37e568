"""Averages as a pull towards the new value; Adam's corrections folded into one rate."""


def momentum_step(w, v, g, lr, beta):
    velocity = g + v * beta
    return w + (-lr) * velocity, velocity


def rmsprop_step(w, s, g, lr, rho=0.9, eps=1e-8):
    s = _pulled(s, g * g, rho)
    return w - np.multiply(lr / (s**0.5 + eps), g), s


def adam_step(w, m, v, t, g, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    m, v = _pulled(m, g, b1), _pulled(v, g * g, b2)
    root = (1 - b2 ** (t + 1)) ** 0.5
    rate = lr * root / (1 - b1 ** (t + 1))
    return w - rate * m / (np.sqrt(v) + eps * root), m, v, float(t + 1)


def _pulled(old, new, keep):
    return old + (1 - keep) * (new - old)


def time_decay(lr0, k, epoch):
    return np.float64(1 / (1 / lr0 + k * epoch / lr0))


def step_decay(lr0, drop, every, epoch):
    stairs = (epoch - epoch % every) / every
    return np.float64(lr0 * np.exp(np.log(drop) * stairs))
