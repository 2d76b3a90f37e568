"""The first layer is not changed. The step belongs to every layer."""


def update(layers, grads, lr):
    pairs = zip(layers[1:], grads[1:], strict=True)
    return layers[:1] + [{n: p[n] - lr * g[n] for n in p} for p, g in pairs]
