"""Your steps are right, but a copied dict still holds the same arrays, and -= changes
them in place: the network that was given is lost. Make new arrays."""


def update(layers, grads, lr):
    new = [dict(layer) for layer in layers]
    for layer, grad in zip(new, grads, strict=True):
        for name in layer:
            layer[name] -= lr * grad[name]
    return new
