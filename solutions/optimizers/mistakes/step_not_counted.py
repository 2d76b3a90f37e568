"""The step is right, but the t that you return is the one you were given. Return the
number of steps done now, one more."""


def adam_step(w, m, v, t, g, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2

    m_hat, v_hat = m / (1 - b1 ** (t + 1)), v / (1 - b2 ** (t + 1))
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v, t
