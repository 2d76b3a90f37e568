"""The kernels and their biases stay as they were drawn: only the dense layer learns."""

_all_gradients = backward


def backward(dlogits, P, caches):
    G = _all_gradients(dlogits, P, caches)
    return {name: G[name] if name in ("W3", "b3") else 0 * G[name] for name in G}
