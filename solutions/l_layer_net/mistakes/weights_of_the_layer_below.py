"""You sent the gradient back through the layer's own weights. On the way to layer i
it passes the weights of layer i + 1."""


def backward(dZ, layers, caches):
    grads = []
    for i in reversed(range(len(layers))):
        if grads:
            dZ = dZ @ layers[i]["W"].T * (caches[i + 1] > 0)
        grads.insert(0, {"W": caches[i].T @ dZ, "b": dZ.sum(axis=0)})
    return grads
