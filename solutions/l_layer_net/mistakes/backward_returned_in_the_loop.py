"""You return inside the loop, after the last layer's gradients. Every layer has its
own."""


def backward(dZ, layers, caches):
    return [{"W": caches[len(layers) - 1].T @ dZ, "b": dZ.sum(axis=0)}]
