"""The two convolutions' biases are exchanged in what you return: each goes with its
own kernels."""

_right = backward


def backward(dlogits, P, caches):
    G = _right(dlogits, P, caches)
    return {**G, "b1": G["b2"], "b2": G["b1"]}
