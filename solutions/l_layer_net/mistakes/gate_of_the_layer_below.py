"""You gate the slope by what came into a layer. The gate of a layer's units is
whether they fired themselves: look at what came out of them."""


def backward(dZ, layers, caches):
    grads = []
    for i in reversed(range(len(layers))):
        if grads:
            dZ = dZ @ layers[i + 1]["W"].T * (caches[i] > 0)
        grads.insert(0, {"W": caches[i].T @ dZ, "b": dZ.sum(axis=0)})
    return grads
