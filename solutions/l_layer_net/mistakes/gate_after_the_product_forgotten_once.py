"""One layer's gradient passes the ReLU unchanged: the first step back. Each step back
has its gate."""


def backward(dZ, layers, caches):
    grads, last = [], len(layers) - 1
    for i in reversed(range(len(layers))):
        if grads:
            gate = caches[i + 1] > 0 if i < last - 1 else 1
            dZ = dZ @ layers[i + 1]["W"].T * gate
        grads.insert(0, {"W": caches[i].T @ dZ, "b": dZ.sum(axis=0)})
    return grads
