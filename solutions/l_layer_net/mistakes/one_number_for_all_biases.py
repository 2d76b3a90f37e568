"""You summed dZ over examples and units. Each unit has a bias of its own: sum over
the examples only."""


def backward(dZ, layers, caches):
    grads = []
    for i in reversed(range(len(layers))):
        if grads:
            dZ = dZ @ layers[i + 1]["W"].T * (caches[i + 1] > 0)
        grads.insert(0, {"W": caches[i].T @ dZ, "b": np.full(dZ.shape[1], dZ.sum())})
    return grads
