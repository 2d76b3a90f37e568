"""Your columns sum to 1 and your rows do not: you normalized over the examples. The
classes are the last axis."""


def softmax(Z):
    E = np.exp(Z - np.max(Z, axis=0, keepdims=True))
    return E / E.sum(axis=0, keepdims=True)
