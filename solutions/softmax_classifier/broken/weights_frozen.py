"""Only the biases learn."""

_all_slopes = _slopes


def _slopes(X, dZ):
    G = _all_slopes(X, dZ)
    return {**G, "W": 0 * G["W"]}
