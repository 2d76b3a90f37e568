"""You weighed both averages by b2. m has a memory of its own, b1."""


def adam_step(w, m, v, t, g, lr=0.001, b1=0.9, b2=0.999, eps=1e-8):
    t = t + 1
    m, v = b2 * m + (1 - b2) * g, b2 * v + (1 - b2) * g**2
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v, t
