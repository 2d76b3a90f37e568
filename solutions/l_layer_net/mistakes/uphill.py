"""You added the gradient, and the cost climbs. A step goes against it: subtract."""


def update(layers, grads, lr):
    return [
        {name: layer[name] + lr * grad[name] for name in layer}
        for layer, grad in zip(layers, grads, strict=True)
    ]
