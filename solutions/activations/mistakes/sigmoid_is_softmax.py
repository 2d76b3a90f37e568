"""Your values sum to 1 over the last axis: this is softmax. A sigmoid looks at each
number by itself."""


def sigmoid(z):
    z = np.asarray(z)
    axis = -1 if z.ndim else None
    e = np.exp(z - np.max(z, axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
