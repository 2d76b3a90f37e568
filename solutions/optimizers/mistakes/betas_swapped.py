"""You used b2 for m and b1 for v. b1 belongs to the average of gradients, b2 to that
of their squares."""


def adam_step(w, m, v, t, g, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    t = t + 1
    m = b2 * m + (1 - b2) * g
    v = b1 * v + (1 - b1) * g**2
    m_hat, v_hat = m / (1 - b2**t), v / (1 - b1**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v, t
