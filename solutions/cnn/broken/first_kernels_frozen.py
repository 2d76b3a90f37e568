"""The first kernels and their biases stay as they were drawn."""

_all_gradients = backward


def backward(dlogits, P, caches):
    G = _all_gradients(dlogits, P, caches)
    return {**G, "W1": 0 * G["W1"], "b1": 0 * G["b1"]}
