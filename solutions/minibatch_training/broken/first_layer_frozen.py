"""The hidden layer keeps its first weights and biases."""

_all_gradients = backward


def backward(P2, Y, P, cache):
    G = _all_gradients(P2, Y, P, cache)
    return {**G, "W1": 0 * G["W1"], "b1": 0 * G["b1"]}
