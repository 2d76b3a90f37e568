"""Copies first, then everything in place; rates as arrays without axes."""


def momentum_step(w, v, g, lr, beta):
    w, v = w.copy(), v.copy()
    v *= beta
    v += g
    w -= lr * v
    return w, v


def rmsprop_step(w, s, g, lr, rho=0.9, eps=1e-8):
    w, s = w.copy(), s.copy()
    s *= rho
    s += (1 - rho) * np.square(g)
    step = np.sqrt(s)
    step += eps
    np.divide(g, step, out=step)
    step *= lr
    w -= step
    return w, s


def adam_step(w, m, v, t, g, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    w, m, v = w.copy(), m.copy(), v.copy()
    m *= b1
    m += (1 - b1) * g
    v *= b2
    v += (1 - b2) * g * g
    t += 1
    step = v / (1 - b2**t)
    np.sqrt(step, out=step)
    step += eps
    w -= lr / (1 - b1**t) * m / step
    return w, m, v, np.int64(t)


def time_decay(lr0, k, epoch):
    return np.array(lr0 * (1 + k * epoch) ** -1.0)


def step_decay(lr0, drop, every, epoch):
    return np.array(lr0 * np.power(float(drop), np.floor(epoch / every)))
