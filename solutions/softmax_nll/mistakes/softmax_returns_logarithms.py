"""You returned the logarithms of the probabilities, as log-softmax does. Return the
probabilities."""


def softmax(Z):
    Z = Z - np.max(Z, axis=-1, keepdims=True)
    return Z - np.log(np.exp(Z).sum(axis=-1, keepdims=True))
