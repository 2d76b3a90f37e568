"""Your steps are right, but the network that was given has changed. You wrote into its
dicts, or into its arrays: a copied dict still holds the same arrays, and -= changes
them. Make new dicts with new arrays."""


def update(layers, grads, lr):
    new = [dict(layer) for layer in layers]
    for layer, grad in zip(new, grads, strict=True):
        for name in layer:
            layer[name] -= lr * grad[name]
    return new
