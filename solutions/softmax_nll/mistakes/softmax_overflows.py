"""exp of a score near 1000 is inf, and inf/inf is NaN. Subtract each row's maximum
first: the probabilities do not change."""


def softmax(Z):
    E = np.exp(Z)
    return E / E.sum(axis=-1, keepdims=True)
