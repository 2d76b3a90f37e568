"""Your way back uses what the last call of forward left behind, not the caches that it
is given. Keep nothing outside the functions."""

_forward_of_the_reference, _backward_of_the_reference = forward, backward
_last = []


def forward(X, P):
    logits, caches = _forward_of_the_reference(X, P)
    _last[:] = [caches]
    return logits, caches


def backward(dlogits, P, caches):
    return _backward_of_the_reference(dlogits, P, _last[0] if _last else caches)
