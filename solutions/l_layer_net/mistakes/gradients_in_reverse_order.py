"""Each layer moved by another one's gradients: yours are matched in reverse. Layer i
goes with grads[i]."""


def update(layers, grads, lr):
    pairs = zip(layers, reversed(grads), strict=True)
    return [{n: p[n] - lr * g[n] for n in p} for p, g in pairs]
