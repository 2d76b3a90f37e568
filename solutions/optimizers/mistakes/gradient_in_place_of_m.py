"""Your step takes this gradient alone, divided as it should be. It should take the
corrected average m."""


def adam_step(w, m, v, t, g, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    t = t + 1
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return w - lr * g / (np.sqrt(v / (1 - b2**t)) + eps), m, v, t
