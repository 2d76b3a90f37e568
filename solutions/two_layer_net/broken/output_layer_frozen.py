"""The output layer keeps its first weights and biases."""

_all_gradients = backward


def backward(A2, y, P, cache):
    G = _all_gradients(A2, y, P, cache)
    return {**G, "W2": 0 * G["W2"], "b2": 0 * G["b2"]}
