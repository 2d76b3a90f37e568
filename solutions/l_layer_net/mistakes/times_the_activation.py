"""You multiplied the slope by what came out of the units. ReLU's own slope is 1 where
the unit fired, however strongly, and 0 elsewhere."""


def backward(dZ, layers, caches):
    grads = []
    for i in reversed(range(len(layers))):
        if grads:
            dZ = dZ @ layers[i + 1]["W"].T * caches[i + 1]
        grads.insert(0, {"W": caches[i].T @ dZ, "b": dZ.sum(axis=0)})
    return grads
