"""The last layer is gone: your loop ends one too early."""


def update(layers, grads, lr):
    pairs = zip(layers[:-1], grads, strict=False)
    return [{n: p[n] - lr * g[n] for n in p} for p, g in pairs]
