"""You changed the arrays that you were given (`*=`, `+=` and `-=` write into the
caller's arrays). Make new ones."""


def adam_step(w, m, v, t, g, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    t = t + 1
    m *= b1
    m += (1 - b1) * g
    v *= b2
    v += (1 - b2) * g**2
    w -= lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps)
    return w, m, v, t
