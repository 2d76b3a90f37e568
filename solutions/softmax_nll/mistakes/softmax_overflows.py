"""exp of a score near 1000 is inf, near -1000 it is 0, and inf/inf and 0/0 are NaN.
Subtract each row's maximum first: the probabilities do not change."""


def softmax(Z):
    E = np.exp(Z)
    return E / E.sum(axis=-1, keepdims=True)
