"""m and v begin at 0 and are too small at first; you used them as they are. With the
default settings the first step is then 3.16 times too long. Correct both before you
use them."""


def adam_step(w, m, v, t, g, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    t = t + 1
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return w - lr * m / (np.sqrt(v) + eps), m, v, t
