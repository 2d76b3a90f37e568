"""You put the gradient itself through the ReLU, and its negative values are lost.
What decides is whether the unit fired on the way forward, not the sign of the
slope."""


def backward(dZ, layers, caches):
    grads = []
    for i in reversed(range(len(layers))):
        if grads:
            dZ = relu(dZ @ layers[i + 1]["W"].T)
        grads.insert(0, {"W": caches[i].T @ dZ, "b": dZ.sum(axis=0)})
    return grads
