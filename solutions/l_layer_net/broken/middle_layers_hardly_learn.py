"""The weights between the first and the last layer learn at a thousandth of the rate."""

_all_gradients = backward


def backward(dZ, layers, caches):
    first, *middle, last = _all_gradients(dZ, layers, caches)
    return [first, *({**layer, "W": 1e-3 * layer["W"]} for layer in middle), last]
