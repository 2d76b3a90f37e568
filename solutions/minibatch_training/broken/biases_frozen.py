"""No bias ever changes."""

_all_gradients = backward


def backward(P2, Y, P, cache):
    G = _all_gradients(P2, Y, P, cache)
    return {**G, "b1": 0 * G["b1"], "b2": 0 * G["b2"]}
