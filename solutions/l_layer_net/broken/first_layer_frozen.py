"""The first layer keeps its weights and biases."""

_all_gradients = backward


def backward(dZ, layers, caches):
    first, *others = _all_gradients(dZ, layers, caches)
    return [{name: 0 * slope for name, slope in first.items()}, *others]
