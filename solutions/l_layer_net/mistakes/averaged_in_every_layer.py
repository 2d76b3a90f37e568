"""You divided by m in every layer. The 1/m is in dZ already, and enters once."""


def backward(dZ, layers, caches):
    m, grads = len(dZ), []
    for i in reversed(range(len(layers))):
        if grads:
            dZ = dZ @ layers[i + 1]["W"].T * (caches[i + 1] > 0) / m
        grads.insert(0, {"W": caches[i].T @ dZ / m, "b": dZ.sum(axis=0) / m})
    return grads
