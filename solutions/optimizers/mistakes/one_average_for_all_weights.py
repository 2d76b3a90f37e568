"""You averaged the squares over all weights, and so gave them one common rate. Each
weight has an average of its own."""


def rmsprop_step(w, s, g, lr, rho=0.9, eps=1e-8):
    s = rho * s + (1 - rho) * np.mean(g**2)
    return w - lr * g / (np.sqrt(s) + eps), s
