"""One weight at a time."""

import math


def momentum_step(w, v, g, lr, beta):
    new_w, new_v = np.empty(w.shape), np.empty(w.shape)
    for i in np.ndindex(w.shape):
        new_v[i] = beta * v[i] + g[i]
        new_w[i] = w[i] - lr * new_v[i]
    return [new_w, new_v]


def rmsprop_step(w, s, g, lr, rho=0.9, eps=1e-8):
    new_w, new_s = np.empty(w.shape), np.empty(w.shape)
    for i in np.ndindex(w.shape):
        new_s[i] = rho * s[i] + (1 - rho) * g[i] * g[i]
        new_w[i] = w[i] - lr * g[i] / (math.sqrt(new_s[i]) + eps)
    return [new_w, new_s]


def adam_step(w, m, v, t, g, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    new_w, new_m, new_v = np.empty(w.shape), np.empty(w.shape), np.empty(w.shape)
    for i in np.ndindex(w.shape):
        new_m[i] = b1 * m[i] + (1 - b1) * g[i]
        new_v[i] = b2 * v[i] + (1 - b2) * g[i] ** 2
        mean = new_m[i] / (1 - b1 ** (t + 1))
        root = math.sqrt(new_v[i] / (1 - b2 ** (t + 1)))
        new_w[i] = w[i] - lr * mean / (root + eps)
    return [new_w, new_m, new_v, t + 1]


def time_decay(lr0, k, epoch):
    denominator = 1.0
    for _ in range(epoch):
        denominator += k
    return lr0 / denominator


def step_decay(lr0, drop, every, epoch):
    rate = lr0
    for e in range(1, epoch + 1):
        if e % every == 0:
            rate *= drop
    return rate
