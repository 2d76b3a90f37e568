"""You took powers of 2. Softmax takes powers of e: np.exp."""


def softmax(Z):
    E = np.exp2(Z - np.max(Z, axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)
